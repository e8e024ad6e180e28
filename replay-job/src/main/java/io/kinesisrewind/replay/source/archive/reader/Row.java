package io.kinesisrewind.replay.source.archive.reader;

import io.kinesisrewind.schemas.ArchivedRecord;
import io.kinesisrewind.schemas.Position;
import java.util.Comparator;

/** A record and where it was read: which block of the lane, which row of the file. */
public final class Row {

  /** By position, the same records beside each other. */
  static final Comparator<Row> IN_POSITION = Row::compareByPosition;

  private final ArchivedRecord record;
  private final int block;
  private final int index;

  /**
   * @param block index of the block in its lane
   * @param index of the row in the block, not negative
   */
  public Row(ArchivedRecord record, int block, int index) {
    this.record = record;
    this.block = block;
    this.index = index;
  }

  public ArchivedRecord record() {
    return record;
  }

  /** Index of the block in the lane. */
  int block() {
    return block;
  }

  /** Index of the row in the file. */
  int index() {
    return index;
  }

  long arrivalMillis() {
    return record.getApproximateArrivalTimestamp().toEpochMilli();
  }

  boolean isSameRecord(Row other) {
    return record.getShardId().equals(other.record.getShardId())
        && Position.compare(record, other.record) == 0;
  }

  /** Whether the record stands at or above a position. */
  boolean isAtLeast(Position position) {
    int bySequence =
        Position.compareSequenceNumbers(record.getSequenceNumber(), position.sequenceNumber());
    return bySequence > 0
        || (bySequence == 0 && record.getSubSequenceNumber() >= position.subSequenceNumber());
  }

  private static int compareByPosition(Row left, Row right) {
    int byPosition = Position.compare(left.record, right.record);
    if (byPosition != 0) {
      return byPosition;
    }
    int byShard = left.record.getShardId().compareTo(right.record.getShardId());
    if (byShard != 0) {
      return byShard;
    }
    int byBlock = Integer.compare(left.block, right.block);
    return byBlock != 0 ? byBlock : Integer.compare(left.index, right.index);
  }
}
