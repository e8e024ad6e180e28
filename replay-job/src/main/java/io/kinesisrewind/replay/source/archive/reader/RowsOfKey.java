package io.kinesisrewind.replay.source.archive.reader;

import java.util.ArrayList;
import java.util.List;

/** One key's rows while a block is added: those of the block, and those that wait already. */
final class RowsOfKey {

  private final List<Row> rows = new ArrayList<>();
  private long timeBefore = Row.TIME_UNKNOWN;
  private boolean inOrder = true;

  /** One of the block's. */
  void add(Row row) {
    inOrder = inOrder && (rows.isEmpty() || row.isNext());
    rows.add(row);
  }

  /**
   * One that waits, with the others of its record. What was given of the key before stands before
   * the first of them.
   */
  void addWaiting(Row first) {
    inOrder = false;
    timeBefore = Math.min(timeBefore, first.timeBefore());
    Row row = first;
    while (row != null) {
      rows.add(row);
      row = row.takeSame();
    }
  }

  /** Sorts them by position, says when each is due, and gives the first of each record. */
  void order(List<Row> ordered) {
    long time = timeBefore == Row.TIME_UNKNOWN ? Long.MIN_VALUE : timeBefore;
    if (!inOrder) {
      rows.sort(Row.IN_POSITION);
    }
    Row first = null;
    for (Row row : rows) {
      if (!inOrder && first != null && row.isSameRecord(first)) {
        first.addSame(row);
      } else {
        row.setTimeAfter(time);
        time = row.time();
        first = row;
        ordered.add(row);
      }
    }
  }
}
