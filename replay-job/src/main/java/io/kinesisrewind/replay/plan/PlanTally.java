package io.kinesisrewind.replay.plan;

import io.kinesisrewind.schemas.ShardRange;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Adds up what a plan finds, block by block: it does not grow with their number. */
final class PlanTally {

  private static final int SKIPPED_SHOWN = 5;

  private final Selection selection;
  private final Map<String, Long> recordsByShard = new TreeMap<>();
  private final List<String> firstForeignFiles = new ArrayList<>();
  private PlanTotals totals = new PlanTotals(0, 0, 0, true).withPayload(0);
  private Instant firstArrival = Instant.MAX;
  private Instant lastArrival = Instant.MIN;
  private long foreignFiles;
  private long filesOfOtherBuckets;
  private long filesOutOfBounds;

  PlanTally(Selection selection) {
    this.selection = selection;
  }

  /**
   * @param payloadBytes of the block's records, as they were put
   */
  void add(ArchiveBlock block, long payloadBytes) {
    long rows = 0;
    boolean exact = true;
    for (Map.Entry<String, ShardRange> shard : block.ranges().entrySet()) {
      ShardRange range = shard.getValue();
      rows += range.records();
      exact = exact && selection.readsAllOf(range);
      recordsByShard.merge(shard.getKey(), range.records(), Long::sum);
      firstArrival = min(firstArrival, range.firstArrival());
      lastArrival = max(lastArrival, range.lastArrival());
    }
    PlanTotals ofBlock = new PlanTotals(1, block.length(), rows, exact).withPayload(payloadBytes);
    totals = totals.plus(ofBlock);
  }

  void addForeignFile(String path) {
    foreignFiles++;
    if (firstForeignFiles.size() < SKIPPED_SHOWN) {
      firstForeignFiles.add(path);
    }
  }

  void addFileOfOtherBucket() {
    filesOfOtherBuckets++;
  }

  void addFileOutOfBounds() {
    filesOutOfBounds++;
  }

  PlanTotals totals() {
    return totals;
  }

  /** The first few of them. */
  List<String> foreignFiles() {
    return List.copyOf(firstForeignFiles);
  }

  /** What is to be read, line by line. */
  List<String> found() {
    List<String> lines = new ArrayList<>();
    if (totals.files() > 0) {
      lines.add("arrival   " + firstArrival + " to " + lastArrival);
      recordsByShard.forEach((shard, records) -> lines.add("  " + shard + "  " + records));
    }
    return lines;
  }

  /** What need not be read, and why. */
  String spared() {
    return filesOfOtherBuckets
        + " files by key, "
        + filesOutOfBounds
        + " by their footers, "
        + foreignFiles
        + " foreign";
  }

  private static Instant min(Instant left, Instant right) {
    return left.isBefore(right) ? left : right;
  }

  private static Instant max(Instant left, Instant right) {
    return left.isAfter(right) ? left : right;
  }
}
