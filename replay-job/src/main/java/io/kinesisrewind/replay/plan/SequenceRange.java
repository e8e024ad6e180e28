package io.kinesisrewind.replay.plan;

import io.kinesisrewind.schemas.ArchiveHour;
import io.kinesisrewind.schemas.Position;
import io.kinesisrewind.schemas.ShardRange;
import java.io.Serializable;
import java.time.Duration;
import java.time.Instant;

/**
 * The records of one shard from one sequence number to another, both included, with every user
 * record of an aggregate, and about when they arrived.
 */
public final class SequenceRange implements Serializable {

  /**
   * How far a record may have arrived outside of what the first and the last one say: a shard's
   * clock is not promised to run forwards. More would cost reading only.
   */
  static final Duration SLACK = Duration.ofMinutes(1);

  private static final long serialVersionUID = 1L;

  private final String shardId;
  private final String first;
  private final String last;
  private final Instant from;
  private final Instant to;

  /**
   * @param first sequence number
   * @param last sequence number, not below the first
   */
  public SequenceRange(
      String shardId, String first, String last, Instant firstArrival, Instant lastArrival) {
    this.shardId = shardId;
    this.first = first;
    this.last = last;
    this.from = firstArrival.minus(SLACK);
    this.to = lastArrival.plus(SLACK);
  }

  public String shardId() {
    return shardId;
  }

  public String first() {
    return first;
  }

  public String last() {
    return last;
  }

  /** Before it, none of the records has arrived. */
  Instant from() {
    return from;
  }

  /** From it on, none of the records has arrived. */
  Instant to() {
    return to;
  }

  public boolean contains(String sequenceNumber) {
    return Position.compareSequenceNumbers(sequenceNumber, first) >= 0
        && Position.compareSequenceNumbers(sequenceNumber, last) <= 0;
  }

  boolean mayBeIn(ArchiveHour hour) {
    return hour.end().isAfter(from) && hour.start().isBefore(to);
  }

  boolean mayBeIn(String shard, ShardRange rows) {
    return shard.equals(shardId)
        && Position.compareSequenceNumbers(rows.highest().sequenceNumber(), first) >= 0
        && Position.compareSequenceNumbers(rows.lowest().sequenceNumber(), last) <= 0
        && !rows.lastArrival().isBefore(from)
        && rows.firstArrival().isBefore(to);
  }

  @Override
  public String toString() {
    return shardId + " " + first + " to " + last;
  }
}
