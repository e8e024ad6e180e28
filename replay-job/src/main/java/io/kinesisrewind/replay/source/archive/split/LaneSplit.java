package io.kinesisrewind.replay.source.archive.split;

import io.kinesisrewind.replay.plan.ArchiveBlock;
import io.kinesisrewind.replay.plan.Selection;
import io.kinesisrewind.schemas.KeyBucket;
import java.util.BitSet;
import java.util.Collections;
import java.util.List;
import java.util.NavigableMap;
import java.util.TreeMap;
import org.apache.flink.api.connector.source.SourceSplit;

/**
 * One lane: a share of the partition keys, the blocks that can hold them in time order (the next
 * ones, and where more are found), and how far it is. Progress is the index of the first block not
 * opened yet and, for each open one, which of its rows (by their index in the file) have been
 * emitted; so a lane resumes exactly, in whatever order the merge took the rows. Self-contained: a
 * restart neither plans nor selects anew.
 */
public final class LaneSplit implements SourceSplit {

  private final KeyBucket lane;
  private final Selection selection;
  private final List<ArchiveBlock> blocks;
  private final int opened;
  private final NavigableMap<Integer, BitSet> open;
  private final LaneRest rest;

  LaneSplit(
      KeyBucket lane,
      Selection selection,
      List<ArchiveBlock> blocks,
      int opened,
      NavigableMap<Integer, BitSet> open,
      LaneRest rest) {
    this.lane = lane;
    this.selection = selection;
    this.blocks = List.copyOf(blocks);
    this.opened = opened;
    this.open = Collections.unmodifiableNavigableMap(new TreeMap<>(open));
    this.rest = rest;
  }

  /** A lane before its first row, all of whose blocks are known. */
  public static LaneSplit of(KeyBucket lane, Selection selection, List<ArchiveBlock> blocks) {
    return of(lane, selection, blocks, LaneRest.NONE);
  }

  /** A lane before its first row. */
  static LaneSplit of(
      KeyBucket lane, Selection selection, List<ArchiveBlock> blocks, LaneRest rest) {
    return new LaneSplit(lane, selection, blocks, 0, new TreeMap<>(), rest);
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

  /** Those known, in the order of {@link ArchiveBlock#IN_TIME}. */
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

  /** What comes after the blocks that are known. */
  public LaneRest rest() {
    return rest;
  }

  @Override
  public String toString() {
    return splitId() + ": " + opened + " of " + blocks.size() + " blocks opened, then " + rest;
  }
}
