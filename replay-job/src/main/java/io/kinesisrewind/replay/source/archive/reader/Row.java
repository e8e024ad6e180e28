package io.kinesisrewind.replay.source.archive.reader;

import io.kinesisrewind.schemas.ArchivedRecord;
import io.kinesisrewind.schemas.Position;
import java.util.Comparator;

/**
 * A record and where it was read: which block of the lane, which row of the file. Once it is among
 * {@link OpenRows}, also when it is to be given, and which other rows hold the same record.
 */
public final class Row {

  /** By position, the same records beside each other. */
  static final Comparator<Row> IN_POSITION = Row::compareByPosition;

  /** As rows are given: by effective arrival; rows of one key by position. */
  static final Comparator<Row> IN_TIME = Row::compareByTime;

  /** Of {@link #timeBefore} of a row that has no time yet. */
  static final long TIME_UNKNOWN = Long.MAX_VALUE;

  private final ArchivedRecord record;
  private final int block;
  private final int index;
  private boolean isNext;
  private long timeBefore = TIME_UNKNOWN;
  private long time;
  private Row same;

  /**
   * @param block index of the block in its lane
   * @param index of the row in the block, not negative
   */
  public Row(ArchivedRecord record, int block, int index) {
    this.record = record;
    this.block = block;
    this.index = index;
  }

  /**
   * One that is compared with the row before it in the file, as long as both are at hand: later,
   * each comparison waits for the memory.
   *
   * @param previous null for the first
   */
  static Row after(Row previous, ArchivedRecord record, int block, int index) {
    Row row = new Row(record, block, index);
    row.isNext =
        previous != null
            && previous.key().equals(row.key())
            && Position.compare(previous.record, record) < 0;
    return row;
  }

  /** The same row where others, between it and the one before it, are left out. */
  Row after(Row previous) {
    return after(previous, record, block, index);
  }

  public ArchivedRecord record() {
    return record;
  }

  String key() {
    return record.getPartitionKey();
  }

  /** Index of the block in the lane. */
  int block() {
    return block;
  }

  /** Index of the row in the file. */
  int index() {
    return index;
  }

  /** Whether the row before it in the file is known to be of its key, and at a lower position. */
  boolean isNext() {
    return isNext;
  }

  /** Effective arrival, epoch milliseconds. */
  long time() {
    return time;
  }

  /** Effective arrival of the row of its key before it; {@link #TIME_UNKNOWN} at first. */
  long timeBefore() {
    return timeBefore;
  }

  /** A record is not earlier than those of its key before it, whatever the shards' clocks say. */
  void setTimeAfter(long before) {
    timeBefore = before;
    time = Math.max(before, record.getApproximateArrivalTimestamp().toEpochMilli());
  }

  /** Another row of the same record, and so on; null after the last. */
  Row same() {
    return same;
  }

  /** As {@link #same}, which is none afterwards. */
  Row takeSame() {
    Row taken = same;
    same = null;
    return taken;
  }

  /** Adds one that is not the first of its record, to the one that is. */
  void addSame(Row other) {
    Row last = this;
    while (last.same != null) {
      last = last.same;
    }
    last.same = other;
  }

  boolean isSameRecord(Row other) {
    return Position.compare(record, other.record) == 0
        && record.getShardId().equals(other.record.getShardId());
  }

  private static int compareByTime(Row left, Row right) {
    int byTime = Long.compare(left.time, right.time);
    return byTime != 0 ? byTime : compareByPosition(left, right);
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
