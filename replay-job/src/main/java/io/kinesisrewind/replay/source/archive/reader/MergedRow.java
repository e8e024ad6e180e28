package io.kinesisrewind.replay.source.archive.reader;

import io.kinesisrewind.schemas.ArchivedRecord;
import java.util.List;

/**
 * What the merge gives: a record with all rows that hold it, and what reading it did to the lane.
 * The rows are emitted together, so that no checkpoint separates a record from its duplicates.
 */
final class MergedRow {

  private final List<Row> rows;
  private final long eventTime;
  private final int opened;
  private final List<Integer> closed;

  /**
   * @param rows at least one
   * @param opened how many of the lane's blocks had been opened
   * @param closed blocks that have no row left after these
   */
  MergedRow(List<Row> rows, long eventTime, int opened, List<Integer> closed) {
    this.rows = rows;
    this.eventTime = eventTime;
    this.opened = opened;
    this.closed = closed;
  }

  ArchivedRecord record() {
    return rows.get(0).record();
  }

  List<Row> rows() {
    return rows;
  }

  /** Effective arrival, epoch milliseconds. */
  long eventTime() {
    return eventTime;
  }

  int opened() {
    return opened;
  }

  List<Integer> closed() {
    return closed;
  }
}
