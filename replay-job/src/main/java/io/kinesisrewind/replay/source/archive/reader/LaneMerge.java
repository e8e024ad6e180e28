package io.kinesisrewind.replay.source.archive.reader;

import io.kinesisrewind.replay.source.archive.split.LaneSplit;
import java.io.IOException;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.PriorityQueue;

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
  private final OpeningRule rule;
  private final Map<String, KeyRows> keys = new HashMap<>();
  private final PriorityQueue<KeyRows.Head> heads = new PriorityQueue<>();
  private final Map<Integer, Integer> rowsLeft = new HashMap<>();
  private final List<Integer> closed = new ArrayList<>();
  private int opened;

  /** Opens again what was open; rows emitted before are left out. */
  LaneMerge(LaneSplit split, BlockReader reader) throws IOException {
    this.split = split;
    this.reader = reader;
    this.rule = new OpeningRule(split.blocks());
    for (Map.Entry<Integer, BitSet> block : split.open().entrySet()) {
      open(block.getKey(), block.getValue());
    }
    this.opened = split.opened();
  }

  /** Effective arrival of what {@link #next} gives, epoch milliseconds; empty at the end. */
  OptionalLong nextTime() throws IOException {
    KeyRows.Head head = settledHead();
    return head == null ? OptionalLong.empty() : OptionalLong.of(head.time());
  }

  /** Whether what comes next, or the end, is known without opening a block, that is without I/O. */
  boolean isSettled() {
    return !opensBefore(freshHead());
  }

  /** The next record; null at the end. */
  MergedRow next() throws IOException {
    KeyRows.Head head = settledHead();
    if (head == null) {
      return null;
    }
    heads.poll();
    KeyRows key = head.key();
    List<Row> rows = key.poll();
    rows.forEach(this::took);
    if (key.isEmpty()) {
      keys.remove(head.row().record().getPartitionKey());
    } else {
      heads.add(key.head());
    }
    MergedRow merged = new MergedRow(rows, head.time(), opened, List.copyOf(closed));
    closed.clear();
    return merged;
  }

  /** The first among the keys, once every block is open that could have something before it. */
  private KeyRows.Head settledHead() throws IOException {
    KeyRows.Head head = freshHead();
    while (opensBefore(head)) {
      open(opened, new BitSet());
      opened++;
      head = freshHead();
    }
    return head;
  }

  private boolean opensBefore(KeyRows.Head head) {
    return head == null
        ? opened < split.blocks().size()
        : rule.opensBefore(head.row(), head.time(), opened);
  }

  private KeyRows.Head freshHead() {
    while (!heads.isEmpty() && heads.peek().isStale()) {
      heads.poll();
    }
    return heads.peek();
  }

  private void open(int block, BitSet emitted) throws IOException {
    Map<String, List<Row>> rowsByKey = new HashMap<>();
    int rows = 0;
    for (Row row : reader.read(split, block)) {
      if (!emitted.get(row.index())) {
        rowsByKey
            .computeIfAbsent(row.record().getPartitionKey(), key -> new ArrayList<>())
            .add(row);
        rows++;
      }
    }
    rowsByKey.forEach(this::add);
    if (rows == 0) {
      closed.add(block);
    } else {
      rowsLeft.put(block, rows);
    }
  }

  private void add(String partitionKey, List<Row> rows) {
    KeyRows key = keys.computeIfAbsent(partitionKey, name -> new KeyRows());
    key.add(rows);
    heads.add(key.head());
  }

  private void took(Row row) {
    if (rowsLeft.merge(row.block(), -1, Integer::sum) == 0) {
      rowsLeft.remove(row.block());
      closed.add(row.block());
    }
  }
}
