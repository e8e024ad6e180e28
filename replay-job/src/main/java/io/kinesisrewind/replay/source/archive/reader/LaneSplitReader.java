package io.kinesisrewind.replay.source.archive.reader;

import io.kinesisrewind.replay.source.archive.split.LaneSplit;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import org.apache.flink.connector.base.source.reader.RecordsWithSplitIds;
import org.apache.flink.connector.base.source.reader.splitreader.SplitReader;
import org.apache.flink.connector.base.source.reader.splitreader.SplitsChange;

/**
 * Reads one subtask's lanes, always from the one that is furthest behind in time, so that they
 * advance together.
 */
final class LaneSplitReader implements SplitReader<MergedRow, LaneSplit> {

  private static final int BATCH_RECORDS = 1_000;
  private static final long BATCH_BYTES = 4L << 20;
  private static final long NEVER = Long.MAX_VALUE;

  /**
   * How far a lane may get ahead of the others. Lanes of other subtasks are not waited for either;
   * and to change lanes with every record would cost a fifth of the speed.
   */
  private static final Duration LEAD = Duration.ofSeconds(1);

  private final BlockReader reader;
  private final Map<String, LaneSplit> added = new LinkedHashMap<>();
  private final Map<String, LaneMerge> lanes = new LinkedHashMap<>();

  LaneSplitReader(BlockReader reader) {
    this.reader = reader;
  }

  @Override
  public void handleSplitsChanges(SplitsChange<LaneSplit> change) {
    change.splits().forEach(split -> added.put(split.splitId(), split));
  }

  @Override
  public RecordsWithSplitIds<MergedRow> fetch() throws IOException {
    for (Map.Entry<String, LaneSplit> split : added.entrySet()) {
      lanes.put(split.getKey(), new LaneMerge(split.getValue(), reader));
    }
    added.clear();
    LaneBatch batch = new LaneBatch();
    Budget budget = new Budget();
    do {
      readEarliest(batch, budget);
    } while (!lanes.isEmpty() && !budget.isSpent() && isSettled());
    return batch;
  }

  /** What has been read should not wait for the file system, nor be read again if that fails. */
  private boolean isSettled() {
    return lanes.values().stream().allMatch(LaneMerge::isSettled);
  }

  @Override
  public void wakeUp() {
    // A fetch waits for nothing but the file system.
  }

  @Override
  public void close() {
    lanes.clear();
  }

  /** Reads the earliest lane until it is well ahead of another, or the batch is full. */
  private void readEarliest(LaneBatch batch, Budget budget) throws IOException {
    String earliest = null;
    long first = NEVER;
    long second = NEVER;
    for (Map.Entry<String, LaneMerge> lane : List.copyOf(lanes.entrySet())) {
      OptionalLong time = lane.getValue().nextTime();
      if (time.isEmpty()) {
        lanes.remove(lane.getKey());
        batch.finish(lane.getKey());
      } else if (earliest == null || time.getAsLong() < first) {
        second = first;
        first = time.getAsLong();
        earliest = lane.getKey();
      } else {
        second = Math.min(second, time.getAsLong());
      }
    }
    if (earliest != null) {
      long until = second == NEVER ? NEVER : second + LEAD.toMillis();
      batch.add(earliest, readUntil(lanes.get(earliest), until, budget));
    }
  }

  private static List<MergedRow> readUntil(LaneMerge lane, long time, Budget budget)
      throws IOException {
    List<MergedRow> rows = new ArrayList<>();
    while (!budget.isSpent() && lane.isSettled() && lane.nextTime().orElse(NEVER) <= time) {
      MergedRow row = lane.next();
      if (row == null) {
        break;
      }
      budget.spend(row);
      rows.add(row);
    }
    return rows;
  }

  /** What fits in a batch: rows on their way to the task are memory beside the open blocks'. */
  private static final class Budget {

    private int records = BATCH_RECORDS;
    private long bytes = BATCH_BYTES;

    void spend(MergedRow row) {
      records--;
      bytes -= row.record().getData().remaining();
    }

    boolean isSpent() {
      return records <= 0 || bytes <= 0;
    }
  }
}
