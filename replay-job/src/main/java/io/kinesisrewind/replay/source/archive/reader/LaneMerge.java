package io.kinesisrewind.replay.source.archive.reader;

import io.kinesisrewind.replay.plan.ArchiveBlock;
import io.kinesisrewind.replay.source.archive.split.LaneBlocks;
import io.kinesisrewind.replay.source.archive.split.LaneSegment;
import io.kinesisrewind.replay.source.archive.split.LaneSplit;
import java.io.IOException;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;

/**
 * Merges a lane's blocks: each key's records strictly by position, the keys by effective arrival
 * (the latest arrival among a record and those of its key before it). Blocks are opened when the
 * {@link OpeningRule} says so and forgotten with their last row, so the memory needed is
 *
 * <pre>rows of the open blocks x (payload + about 300 bytes)</pre>
 *
 * where open are the blocks, of this lane's keys, whose times overlap within {@link
 * OpeningRule#SLACK}, and those whose positions overlap.
 */
final class LaneMerge {

  private final LaneSplit split;
  private final BlockReader reader;
  private final LaneBlocks blocks;
  private final OpenRows rows = new OpenRows();
  private final Map<Integer, OpenBlock> open = new HashMap<>();
  private OpeningRule rule;
  private final List<Integer> closed = new ArrayList<>();
  private boolean loaded;
  private int opened;

  /** Of the row looked at last: rows of one block mostly follow each other. */
  private OpenBlock lastBlock = OpenBlock.NONE;

  /** The first of the rows, if nothing has to be opened before it; null where that is not known. */
  private Row settled;

  /** Opens again what was open; rows emitted before are left out. */
  LaneMerge(LaneSplit split, BlockReader reader) throws IOException {
    this.split = split;
    this.reader = reader;
    this.blocks = new LaneBlocks(split);
    this.opened = split.opened();
    List<ArchiveBlock> unopened = split.blocks().subList(opened, split.blocks().size());
    this.rule = new OpeningRule(unopened, opened, split.rest());
    for (Map.Entry<Integer, BitSet> block : split.open().entrySet()) {
      open(block.getKey(), block.getValue());
    }
  }

  /** Effective arrival of what {@link #next} gives, epoch milliseconds; empty at the end. */
  OptionalLong nextTime() throws IOException {
    Row row = settle();
    return row == null ? OptionalLong.empty() : OptionalLong.of(row.time());
  }

  /** Whether what comes next, or the end, is known without opening a block, that is without I/O. */
  boolean isSettled() {
    if (settled == null) {
      Row row = rows.peek();
      if (opensBefore(row)) {
        return false;
      }
      settled = row;
    }
    return true;
  }

  /** The next record; null at the end. */
  MergedRow next() throws IOException {
    if (settle() == null) {
      return null;
    }
    settled = null;
    LaneBlocks left = loaded ? blocks.copy() : null;
    loaded = false;
    Row first = rows.poll();
    for (Row row = first; row != null; row = row.same()) {
      took(row);
    }
    MergedRow merged = new MergedRow(first, opened, List.copyOf(closed), left);
    closed.clear();
    return merged;
  }

  /** The first row, once every block is open that could have something before it. */
  private Row settle() throws IOException {
    while (!isSettled()) {
      if (opened == blocks.known()) {
        load();
      } else {
        opened++;
        open(opened - 1, new BitSet());
      }
    }
    return settled;
  }

  /** What is the next block must be known, for its time. */
  private boolean opensBefore(Row row) {
    if (opened == blocks.known() && !blocks.rest().isNone()) {
      return true;
    }
    if (row == null) {
      return opened < blocks.known();
    }
    return rule.opensByTime(row, opened)
        || (!blockOf(row).isBelowRest && rule.opensByPosition(row, opened));
  }

  /**
   * What comes before is told to the progress as a whole: between two rows there can be any number
   * of blocks, where few of the archive's are wanted.
   */
  private void load() throws IOException {
    LaneSegment segment = reader.next(blocks.rest());
    blocks.append(segment);
    rule = new OpeningRule(segment.blocks(), opened, segment.rest());
    loaded = true;
    closed.clear();
  }

  private void open(int block, BitSet emitted) throws IOException {
    List<Row> read = reader.read(split, blocks.get(block), block);
    List<Row> left = emitted.isEmpty() ? read : without(emitted, read);
    if (left.isEmpty()) {
      close(block);
    } else {
      boolean isBelowRest = rule.isBelowRest(blocks.get(block), opened);
      open.put(block, new OpenBlock(block, left.size(), isBelowRest));
      rows.add(left);
    }
  }

  /** New rows: that one was next to another is no longer so. */
  private static List<Row> without(BitSet emitted, List<Row> rows) {
    List<Row> left = new ArrayList<>();
    for (Row row : rows) {
      if (!emitted.get(row.index())) {
        left.add(new Row(row.record(), row.block(), row.index()));
      }
    }
    return left;
  }

  private void took(Row row) {
    OpenBlock block = blockOf(row);
    block.rowsLeft--;
    if (block.rowsLeft == 0) {
      open.remove(block.number);
      close(block.number);
    }
  }

  private void close(int block) {
    blocks.remove(block);
    closed.add(block);
  }

  private OpenBlock blockOf(Row row) {
    if (lastBlock.number != row.block()) {
      lastBlock = open.get(row.block());
    }
    return lastBlock;
  }

  private static final class OpenBlock {

    private static final OpenBlock NONE = new OpenBlock(-1, 0, false);

    private final int number;
    private final boolean isBelowRest;
    private int rowsLeft;

    OpenBlock(int number, int rowsLeft, boolean isBelowRest) {
      this.number = number;
      this.rowsLeft = rowsLeft;
      this.isBelowRest = isBelowRest;
    }
  }
}
