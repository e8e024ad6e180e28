package io.kinesisrewind.replay.source.latest;

import io.kinesisrewind.replay.plan.KeyChoice;
import io.kinesisrewind.replay.plan.PlanTotals;
import io.kinesisrewind.replay.source.Candidate;
import io.kinesisrewind.replay.source.ReplaySource;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/**
 * A stream's latest table, or the items of some of its keys. There is one record of a key at most.
 */
public final class LatestSection implements ReplaySource {

  private final LatestReading reading;
  private final TableSize table;
  private final List<LatestSplit> splits;

  /**
   * @param segments parts of the table that are read by themselves
   */
  public LatestSection(LatestReading reading, TableSize table, int segments) {
    this.reading = reading;
    this.table = table;
    KeyChoice keys = reading.selection().keyChoice();
    this.splits =
        isByKey(keys) ? LatestSplit.ofKeys(keys.keys(), segments) : LatestSplit.segments(segments);
  }

  @Override
  public PlanTotals totals() {
    KeyChoice keys = reading.selection().keyChoice();
    return isByKey(keys)
        ? new PlanTotals(0, 0, keys.keys().size(), false)
        : PlanTotals.ofUnknown(table.bytes());
  }

  @Override
  public List<String> describe() {
    List<String> lines = new ArrayList<>();
    lines.add("table     " + reading.table());
    KeyChoice keys = reading.selection().keyChoice();
    if (isByKey(keys)) {
      lines.add(String.format("to read   the items of %,d keys", keys.keys().size()));
    } else {
      lines.add(
          String.format(
              "to read   the whole table in %,d segments, about %,d items, %,d bytes"
                  + " (DynamoDB counts every six hours)",
              splits.size(), table.items(), table.bytes()));
      lines.add(String.format("capacity  about %,d read units", readUnits()));
    }
    lines.add("Deleted keys and items whose time to live is over are left out.");
    return lines;
  }

  @Override
  public DataStream<Candidate> read(StreamExecutionEnvironment env) {
    return env.fromSource(source(), WatermarkStrategy.noWatermarks(), "read latest table")
        .uid("read-latest")
        .setParallelism(Math.min(splits.size(), env.getParallelism()));
  }

  private LatestSource source() {
    try {
      return new LatestSource(reading, splits);
    } catch (IOException e) {
      throw new IllegalStateException("The keys cannot be written into the job", e);
    }
  }

  /** A unit is 8 KB, or 4 KB read consistently (DynamoDB Developer Guide, "Read consumption"). */
  private long readUnits() {
    long unit = reading.consistent() ? 4_096 : 8_192;
    return (table.bytes() + unit - 1) / unit;
  }

  private static boolean isByKey(KeyChoice keys) {
    return !keys.keys().isEmpty() && keys.prefixes().isEmpty();
  }
}
