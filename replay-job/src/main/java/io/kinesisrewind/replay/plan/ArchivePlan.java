package io.kinesisrewind.replay.plan;

import io.kinesisrewind.schemas.KeyBucket;
import io.kinesisrewind.schemas.ShardRange;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** What a replay will read: blocks in time order, and how many it was spared. */
public final class ArchivePlan {

  private static final int SKIPPED_SHOWN = 5;

  private final String archive;
  private final Selection selection;
  private final List<ArchiveBlock> blocks;
  private final PlanTotals totals;
  private final PlanSavings savings;

  ArchivePlan(
      String archive,
      Selection selection,
      List<ArchiveBlock> blocks,
      PlanTotals totals,
      PlanSavings savings) {
    this.archive = archive;
    this.selection = selection;
    this.blocks = blocks.stream().sorted(ArchiveBlock.IN_TIME).collect(Collectors.toList());
    this.totals = totals;
    this.savings = savings;
  }

  public Selection selection() {
    return selection;
  }

  /** In the order of {@link ArchiveBlock#IN_TIME}. */
  public List<ArchiveBlock> blocks() {
    return List.copyOf(blocks);
  }

  public PlanTotals totals() {
    return totals;
  }

  /** Files in the archive's folders that are not the archive's; they are not read. */
  public List<String> skippedFiles() {
    return savings.foreignFiles();
  }

  /** How many parts, each with its own keys, are read side by side: the finest bucketing found. */
  public int laneCount() {
    return blocks.stream().mapToInt(block -> block.bucket().count()).max().orElse(1);
  }

  /** The blocks, in time order, that can hold keys of a lane. */
  public List<ArchiveBlock> blocksOf(KeyBucket lane) {
    return blocks.stream()
        .filter(block -> block.bucket().overlaps(lane))
        .collect(Collectors.toList());
  }

  /** What a dry run prints, line by line. */
  public List<String> describe() {
    List<String> lines = new ArrayList<>();
    lines.add("archive   " + archive);
    lines.add("stream    " + selection.streamName());
    lines.add("to read   " + totals);
    if (!blocks.isEmpty()) {
      lines.add("arrival   " + firstArrival() + " to " + lastArrival());
      recordsByShard().forEach((shard, records) -> lines.add("  " + shard + "  " + records));
      lines.add("lanes     " + laneCount());
    }
    lines.add("spared    " + savings);
    savings.foreignFiles().stream()
        .limit(SKIPPED_SHOWN)
        .forEach(file -> lines.add("skipped   " + file + " (not a file of this archive)"));
    if (!totals.exact()) {
      lines.add("A bound or key cuts through files: how many records match is known when read.");
    }
    return lines;
  }

  private Instant firstArrival() {
    return blocks.get(0).firstArrival();
  }

  private Instant lastArrival() {
    return blocks.stream()
        .flatMap(block -> block.ranges().values().stream())
        .map(ShardRange::lastArrival)
        .max(Instant::compareTo)
        .orElseThrow();
  }

  private Map<String, Long> recordsByShard() {
    Map<String, Long> records = new TreeMap<>();
    blocks.forEach(
        block ->
            block
                .ranges()
                .forEach((shard, range) -> records.merge(shard, range.records(), Long::sum)));
    return records;
  }
}
