package io.kinesisrewind.replay.source.archive.split;

import io.kinesisrewind.replay.plan.ArchiveBlock;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * How far a lane's rows have been emitted, which is behind how far they have been read. Belongs to
 * the task's thread, where rows are emitted and checkpoints taken.
 */
public final class LaneProgress {

  private final LaneSplit split;
  private LaneBlocks blocks;
  private final TreeMap<Integer, BitSet> open = new TreeMap<>();
  private int opened;

  /** Rows of one block mostly follow each other. */
  private int lastBlock = -1;

  private BitSet lastRows;

  public LaneProgress(LaneSplit split) {
    this.split = split;
    this.blocks = new LaneBlocks(split);
    this.opened = split.opened();
    split.open().forEach((block, rows) -> open.put(block, (BitSet) rows.clone()));
  }

  /**
   * The merge has come to know of more blocks.
   *
   * @param left those that it knew and was not done with when it came to the row that is being
   *     emitted
   */
  public void loaded(LaneBlocks left) {
    blocks = left;
    open.keySet().removeIf(block -> !left.has(block));
  }

  /** The merge had opened this many blocks when it gave the row that is being emitted. */
  public void openedUpTo(int count) {
    for (; opened < count; opened++) {
      if (blocks.has(opened)) {
        open.put(opened, new BitSet());
      }
    }
  }

  public void emitted(int block, int row) {
    if (block != lastBlock) {
      lastBlock = block;
      lastRows = open.get(block);
    }
    lastRows.set(row);
  }

  /** No row of the block is left. */
  public void closed(int block) {
    open.remove(block);
    blocks.remove(block);
  }

  /** The lane from here on; blocks that are done with are left out, so checkpoints get smaller. */
  public LaneSplit toSplit() {
    List<ArchiveBlock> left = new ArrayList<>();
    TreeMap<Integer, BitSet> renumbered = new TreeMap<>();
    for (Map.Entry<Integer, BitSet> block : open.entrySet()) {
      renumbered.put(left.size(), (BitSet) block.getValue().clone());
      left.add(blocks.get(block.getKey()));
    }
    for (int number = opened; number < blocks.known(); number++) {
      left.add(blocks.get(number));
    }
    return new LaneSplit(
        split.lane(), split.selection(), left, renumbered.size(), renumbered, blocks.rest());
  }
}
