package io.kinesisrewind.replay.source.archive.reader;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The rows of the open blocks that have not been given yet, in the order in which they are to be:
 * each key's strictly by position, the keys by effective arrival.
 *
 * <p>They are sorted when a block is added, not with every row that is taken: blocks follow each
 * other in time and overlap little, so that few rows are sorted more than once; and a sort goes
 * through the memory in order, which a heap of many keys' heads does not.
 */
final class OpenRows {

  private List<Row> rows = new ArrayList<>();
  private int next;

  /** The first; null where there is none. */
  Row peek() {
    return next < rows.size() ? rows.get(next) : null;
  }

  /** Takes the first, with every other row of the same record. */
  Row poll() {
    return rows.set(next++, null);
  }

  /** Adds one block's rows, in whatever order. */
  void add(List<Row> block) {
    Map<String, RowsOfKey> keys = byKey(block);
    List<Row> others = new ArrayList<>(rows.size() - next);
    for (Row row : rows.subList(next, rows.size())) {
      RowsOfKey key = keys.get(row.key());
      if (key == null) {
        others.add(row);
      } else {
        key.addWaiting(row);
      }
    }
    List<Row> changed = new ArrayList<>(block.size());
    keys.values().forEach(key -> key.order(changed));
    List<Row> sorted = TimeSort.sorted(changed);
    rows = others.isEmpty() ? sorted : merge(others, sorted);
    next = 0;
  }

  /** Neighbours mostly have one key; so the table is asked for few of them. */
  private static Map<String, RowsOfKey> byKey(List<Row> block) {
    Map<String, RowsOfKey> keys = new HashMap<>();
    RowsOfKey key = null;
    for (Row row : block) {
      if (key == null || !row.isNext()) {
        key = keys.computeIfAbsent(row.key(), name -> new RowsOfKey());
      }
      key.add(row);
    }
    return keys;
  }

  private static List<Row> merge(List<Row> left, List<Row> right) {
    List<Row> merged = new ArrayList<>(left.size() + right.size());
    int next = 0;
    for (Row row : left) {
      while (next < right.size() && Row.IN_TIME.compare(right.get(next), row) < 0) {
        merged.add(right.get(next++));
      }
      merged.add(row);
    }
    merged.addAll(right.subList(next, right.size()));
    return merged;
  }
}
