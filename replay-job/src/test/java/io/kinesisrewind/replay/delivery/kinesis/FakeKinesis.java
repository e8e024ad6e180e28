package io.kinesisrewind.replay.delivery.kinesis;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/** A stream that throttles, fails, loses answers and answers out of turn, as chance has it. */
final class FakeKinesis implements PutRecordsClient {

  private final Random random;
  private final double trouble;
  private final ScheduledExecutorService thread = Executors.newSingleThreadScheduledExecutor();
  private final Map<String, List<Integer>> byKey = new LinkedHashMap<>();
  private final List<Integer> callSizes = new ArrayList<>();
  private boolean sameKeyInOneCall;
  private RuntimeException end;
  private int underWay;
  private int mostUnderWay;

  /**
   * @param trouble share of calls, and of entries, that something happens to
   */
  FakeKinesis(long seed, double trouble) {
    this.random = new Random(seed);
    this.trouble = trouble;
  }

  /** Every call from now on fails for good. */
  synchronized void endWith(RuntimeException failure) {
    end = failure;
  }

  @Override
  public synchronized CompletableFuture<List<PutResult>> put(List<PutEntry> entries) {
    callSizes.add(entries.size());
    sameKeyInOneCall |=
        entries.stream().map(PutEntry::partitionKey).distinct().count() < entries.size();
    underWay++;
    mostUnderWay = Math.max(mostUnderWay, underWay);
    CompletableFuture<List<PutResult>> answer = new CompletableFuture<>();
    var unused =
        thread.schedule(
            () -> answer(entries, answer), random.nextInt(3_000), TimeUnit.MICROSECONDS);
    return answer;
  }

  @Override
  public CompletableFuture<ShardRanges> shards() {
    return CompletableFuture.completedFuture(ShardRanges.UNKNOWN);
  }

  /** What got in, by key; numbers are the records' payloads. */
  synchronized Map<String, List<Integer>> byKey() {
    return new LinkedHashMap<>(byKey);
  }

  synchronized boolean sawOneKeyTwiceInACall() {
    return sameKeyInOneCall;
  }

  synchronized List<Integer> callSizes() {
    return List.copyOf(callSizes);
  }

  synchronized int mostUnderWay() {
    return mostUnderWay;
  }

  @Override
  public void close() {
    thread.shutdownNow();
  }

  static PutEntry entry(String key, int number) {
    return new PutEntry(key, null, ByteBuffer.allocate(4).putInt(0, number));
  }

  private synchronized void answer(
      List<PutEntry> entries, CompletableFuture<List<PutResult>> answer) {
    underWay--;
    if (end != null) {
      answer.completeExceptionally(end);
      return;
    }
    double fate = random.nextDouble();
    if (fate < trouble / 2) {
      answer.completeExceptionally(new TryAgainException("503", null));
      return;
    }
    List<PutResult> results = new ArrayList<>();
    entries.forEach(entry -> results.add(take(entry)));
    if (fate < trouble) {
      answer.completeExceptionally(new TryAgainException("the answer is lost", null));
    } else {
      answer.complete(results);
    }
  }

  private PutResult take(PutEntry entry) {
    if (random.nextDouble() < trouble) {
      return random.nextBoolean() ? PutResult.THROTTLED : PutResult.FAILED;
    }
    byKey
        .computeIfAbsent(entry.partitionKey(), key -> new ArrayList<>())
        .add(entry.data().getInt());
    return PutResult.ACCEPTED;
  }
}
