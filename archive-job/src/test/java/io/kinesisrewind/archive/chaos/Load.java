package io.kinesisrewind.archive.chaos;

import io.kinesisrewind.archive.support.Aggregates;
import io.kinesisrewind.archive.support.TestStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import org.awaitility.Awaitility;
import software.amazon.awssdk.services.kinesis.model.Shard;

/**
 * A producer: puts records of random bytes, to a few hot keys and many cold ones, some of them
 * aggregated as the KPL does, and now and then splits a shard or merges two. The emulator is slow:
 * some dozen records a second.
 */
final class Load implements AutoCloseable {

  private static final Duration PAUSE = Duration.ofMillis(200);
  private static final Duration PATIENCE = Duration.ofMinutes(3);
  private static final int BATCH = 8;
  private static final int AGGREGATE_EVERY = 3;
  private static final int HOT_KEYS = 3;
  private static final int COLD_KEYS = 150;
  private static final int LARGEST = 300;
  private static final int MOST_SHARDS = 3;

  private final TestStream stream;
  private final Random random;
  private final int aggregateEvery;
  private final int reshardEvery;
  private final ScheduledExecutorService thread = Executors.newSingleThreadScheduledExecutor();
  private ScheduledFuture<?> rounds;
  private int round;
  private final AtomicInteger splits = new AtomicInteger();
  private final AtomicInteger merges = new AtomicInteger();

  private Load(TestStream stream, long seed, int aggregateEvery, int reshardEvery) {
    this.stream = stream;
    this.random = new Random(seed);
    this.aggregateEvery = aggregateEvery;
    this.reshardEvery = reshardEvery;
  }

  /** Starts to put, without resharding. */
  static Load on(TestStream stream, long seed) {
    return start(new Load(stream, seed, AGGREGATE_EVERY, Integer.MAX_VALUE));
  }

  /**
   * Starts to put, without resharding or aggregates: with these a key comes in several shards,
   * without them the record of a key that is put last has its highest position.
   */
  static Load ofPlainRecords(TestStream stream, long seed) {
    return start(new Load(stream, seed, Integer.MAX_VALUE, Integer.MAX_VALUE));
  }

  /**
   * Starts to put.
   *
   * @param reshardEvery after how many batches the shards change
   */
  static Load withResharding(TestStream stream, long seed, int reshardEvery) {
    return start(new Load(stream, seed, AGGREGATE_EVERY, reshardEvery));
  }

  private static Load start(Load load) {
    load.rounds =
        load.thread.scheduleWithFixedDelay(
            load::putSome, 0, PAUSE.toMillis(), TimeUnit.MILLISECONDS);
    return load;
  }

  /** Waits until this many more records are in the stream. */
  void awaitMore(int count) {
    int goal = stream.puts().size() + count;
    Awaitility.await()
        .atMost(PATIENCE)
        .until(
            () -> {
              if (rounds.isDone()) {
                rounds.get(); // throws what ended it
              }
              return stream.puts().size() >= goal;
            });
  }

  int splits() {
    return splits.get();
  }

  int merges() {
    return merges.get();
  }

  /** Ends putting, if it has not ended yet; what was begun is put. */
  void stop() {
    thread.shutdown();
    try {
      rounds.get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
    } catch (CancellationException e) {
      // by the shutdown
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (ExecutionException | TimeoutException e) {
      throw new IllegalStateException("The producer failed", e);
    }
    Awaitility.await().atMost(PATIENCE).until(thread::isTerminated);
  }

  @Override
  public void close() {
    thread.shutdownNow();
  }

  private void putSome() {
    round++;
    if (round % reshardEvery == 0) {
      reshard();
    }
    if (round % aggregateEvery == 0) {
      putAggregate();
    } else {
      stream.putAll(keys(), payloads());
    }
  }

  private void putAggregate() {
    List<Shard> open = stream.openShards();
    try {
      Aggregates.put(stream, open.get(random.nextInt(open.size())), keys(), payloads());
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }

  private void reshard() {
    List<Shard> open = stream.openShards();
    if (open.size() < MOST_SHARDS) {
      stream.split(open.get(random.nextInt(open.size())));
      splits.incrementAndGet();
    } else {
      int first = random.nextInt(open.size() - 1);
      stream.merge(open.get(first), open.get(first + 1));
      merges.incrementAndGet();
    }
  }

  private List<String> keys() {
    List<String> keys = new ArrayList<>();
    for (int i = 0; i < BATCH; i++) {
      boolean hot = random.nextBoolean();
      keys.add(hot ? "hot-" + random.nextInt(HOT_KEYS) : "cold-" + random.nextInt(COLD_KEYS));
    }
    return keys;
  }

  private List<byte[]> payloads() {
    List<byte[]> payloads = new ArrayList<>();
    for (int i = 0; i < BATCH; i++) {
      byte[] payload = new byte[random.nextInt(LARGEST)];
      random.nextBytes(payload);
      payloads.add(payload);
    }
    return payloads;
  }
}
