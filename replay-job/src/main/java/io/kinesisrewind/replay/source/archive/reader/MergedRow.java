package io.kinesisrewind.replay.source.archive.reader;

import io.kinesisrewind.replay.source.archive.split.LaneBlocks;
import io.kinesisrewind.schemas.ArchivedRecord;
import java.util.List;
import java.util.Optional;

/**
 * What the merge gives: a record with all rows that hold it, and what reading it did to the lane.
 * The rows are emitted together, so that no checkpoint separates a record from its duplicates.
 */
final class MergedRow {

  private final Row first;
  private final int opened;
  private final List<Integer> closed;
  private final LaneBlocks left;

  /**
   * @param first of the rows of the record
   * @param opened how many of the lane's blocks had been opened
   * @param closed blocks that have no row left after these
   * @param left null, or where the lane has come to know of more blocks since the row before: those
   *     it was not done with before these rows
   */
  MergedRow(Row first, int opened, List<Integer> closed, LaneBlocks left) {
    this.first = first;
    this.opened = opened;
    this.closed = closed;
    this.left = left;
  }

  ArchivedRecord record() {
    return first.record();
  }

  /** By {@link Row#same} it leads to the others. */
  Row first() {
    return first;
  }

  /** Effective arrival, epoch milliseconds. */
  long eventTime() {
    return first.time();
  }

  int opened() {
    return opened;
  }

  List<Integer> closed() {
    return closed;
  }

  Optional<LaneBlocks> left() {
    return Optional.ofNullable(left);
  }
}
