package io.kinesisrewind.replay.source.archive.split;

import io.kinesisrewind.replay.plan.ArchiveBlock;
import io.kinesisrewind.replay.plan.ArchivePlan;
import io.kinesisrewind.replay.plan.Selection;
import io.kinesisrewind.schemas.KeyBucket;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Collections;
import java.util.List;
import java.util.NavigableMap;
import java.util.TreeMap;
import org.apache.flink.api.connector.source.SourceSplit;

/**
 * One lane: a share of the partition keys, the blocks that can hold them in time order, and how far
 * it is. Progress is the index of the first block not opened yet and, for each open one, which of
 * its rows (by their index in the file) have been emitted; so a lane resumes exactly, in whatever
 * order the merge took the rows. Self-contained: a restart neither plans nor selects anew.
 */
public final class LaneSplit implements SourceSplit {

  private final KeyBucket lane;
  private final Selection selection;
  private final List<ArchiveBlock> blocks;
  private final int opened;
  private final NavigableMap<Integer, BitSet> open;

  LaneSplit(
      KeyBucket lane,
      Selection selection,
      List<ArchiveBlock> blocks,
      int opened,
      NavigableMap<Integer, BitSet> open) {
    this.lane = lane;
    this.selection = selection;
    this.blocks = List.copyOf(blocks);
    this.opened = opened;
    this.open = Collections.unmodifiableNavigableMap(new TreeMap<>(open));
  }

  /** A lane before its first row. */
  public static LaneSplit of(KeyBucket lane, Selection selection, List<ArchiveBlock> blocks) {
    return new LaneSplit(lane, selection, blocks, 0, new TreeMap<>());
  }

  /** All lanes of a plan that have something to read. */
  public static List<LaneSplit> lanes(ArchivePlan plan) {
    List<LaneSplit> lanes = new ArrayList<>();
    for (int index = 0; index < plan.laneCount(); index++) {
      KeyBucket lane = KeyBucket.of(index, plan.laneCount());
      if (plan.selection().mayHold(lane)) {
        List<ArchiveBlock> blocks = plan.blocksOf(lane);
        if (!blocks.isEmpty()) {
          lanes.add(of(lane, plan.selection().within(lane), blocks));
        }
      }
    }
    return lanes;
  }

  @Override
  public String splitId() {
    return "lane " + lane;
  }

  /** Which partition keys. */
  public KeyBucket lane() {
    return lane;
  }

  public Selection selection() {
    return selection;
  }

  /** In the order of {@link ArchiveBlock#IN_TIME}. */
  public List<ArchiveBlock> blocks() {
    return blocks;
  }

  /** Index of the first block not opened yet. */
  public int opened() {
    return opened;
  }

  /** By index of the block: the rows emitted of each block that is open. */
  public NavigableMap<Integer, BitSet> open() {
    return open;
  }

  @Override
  public String toString() {
    return splitId() + ": " + opened + " of " + blocks.size() + " blocks opened";
  }
}
