package io.kinesisrewind.replay.source.stream.reader;

import io.kinesisrewind.replay.source.stream.kinesis.ShardReads;
import io.kinesisrewind.replay.source.stream.split.ShardSplit;
import io.kinesisrewind.schemas.ArchivedRecord;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.apache.flink.connector.base.source.reader.RecordsBySplits;
import org.apache.flink.connector.base.source.reader.RecordsWithSplitIds;
import org.apache.flink.connector.base.source.reader.splitreader.SplitReader;
import org.apache.flink.connector.base.source.reader.splitreader.SplitsChange;

/**
 * Polls one subtask's shards: of those that are due, the one that is furthest behind in time. Reads
 * no more than the task takes: what Flink's queue has no room for is not fetched.
 */
final class ShardSplitReader implements SplitReader<ArchivedRecord, ShardSplit> {

  private final String streamName;
  private final ShardReads reads;
  private final PollSettings settings;
  private final LongSupplier nanoTime;
  private final Map<String, Map<String, Set<String>>> children;
  private final List<Polled> shards = new ArrayList<>();
  private final Semaphore wake = new Semaphore(0);

  /**
   * @param children takes, by the id of a shard that has ended, the shards to be read after it with
   *     their parents; read by another thread
   */
  ShardSplitReader(
      String streamName,
      ShardReads reads,
      PollSettings settings,
      LongSupplier nanoTime,
      Map<String, Map<String, Set<String>>> children) {
    this.streamName = streamName;
    this.reads = reads;
    this.settings = settings;
    this.nanoTime = nanoTime;
    this.children = children;
  }

  @Override
  public void handleSplitsChanges(SplitsChange<ShardSplit> change) {
    for (ShardSplit split : change.splits()) {
      shards.add(new Polled(new ShardCursor(streamName, split, reads, settings)));
    }
  }

  @Override
  public RecordsWithSplitIds<ArchivedRecord> fetch() throws IOException {
    RecordsBySplits.Builder<ArchivedRecord> batch = new RecordsBySplits.Builder<>();
    Polled next = nextDue();
    if (next == null) {
      return batch.build();
    }
    ShardCursor cursor = next.cursor;
    if (!cursor.isEnded()) {
      batch.addAll(cursor.splitId(), next.poll());
    }
    if (cursor.isEnded()) {
      children.put(cursor.splitId(), cursor.children());
      batch.addFinishedSplit(cursor.splitId());
      shards.remove(next);
    }
    return batch.build();
  }

  @Override
  public void wakeUp() {
    wake.release();
  }

  @Override
  public void close() {
    reads.close();
  }

  /** Null where nothing became due before somebody woke this up. */
  private Polled nextDue() throws IOException {
    while (true) {
      long now = nanoTime.getAsLong();
      List<Polled> due = new ArrayList<>(shards);
      due.removeIf(shard -> shard.waits(now) > 0);
      if (!due.isEmpty()) {
        return due.stream().min(Comparator.comparingLong(shard -> shard.cursor.time())).get();
      }
      long wait = shards.stream().mapToLong(shard -> shard.waits(now)).min().orElse(0);
      if (wait == 0 || sleep(wait)) {
        return null;
      }
    }
  }

  /**
   * @return whether somebody woke this up
   */
  private boolean sleep(long nanos) throws IOException {
    try {
      boolean woken = wake.tryAcquire(nanos, TimeUnit.NANOSECONDS);
      wake.drainPermits();
      return woken;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("Interrupted while waiting for the next poll", e);
    }
  }

  /** A shard and when to ask for it again. */
  private final class Polled {

    private final ShardCursor cursor;
    private final Retries retries = new Retries(streamName, settings.delay());
    private long dueAt = nanoTime.getAsLong();

    Polled(ShardCursor cursor) {
      this.cursor = cursor;
    }

    long waits(long now) {
      return Math.max(0, dueAt - now);
    }

    List<ArchivedRecord> poll() throws IOException {
      List<ArchivedRecord> records = retries.call(cursor::poll);
      dueAt = nanoTime.getAsLong() + retries.delay().toNanos();
      return records;
    }
  }
}
