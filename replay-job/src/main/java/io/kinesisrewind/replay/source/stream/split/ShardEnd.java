package io.kinesisrewind.replay.source.stream.split;

import io.kinesisrewind.schemas.ArchivedRecord;
import io.kinesisrewind.schemas.Position;
import java.time.Instant;
import java.util.Optional;

/**
 * Where the reading of a shard ends: with the first record that lies beyond a bound, and in any
 * case where the shard itself ends, or has nothing more at a time after the bound on arrival.
 */
public final class ShardEnd {

  /** As many as there are. */
  public static final long ALL = Long.MAX_VALUE;

  private final Instant before;
  private final String toSequence;
  private final long records;
  private final Instant quietFrom;
  private final boolean descends;

  /**
   * @param before arrival, exclusive
   * @param toSequence inclusive; null for no bound
   * @param records how many user records of the shard at most
   */
  public ShardEnd(Instant before, String toSequence, long records) {
    this(before, toSequence, records, before, false);
  }

  ShardEnd(Instant before, String toSequence, long records, Instant quietFrom, boolean descends) {
    this.before = before;
    this.toSequence = toSequence;
    this.records = records;
    this.quietFrom = quietFrom;
    this.descends = descends;
  }

  /** The same, of an open shard no earlier than a time, however little it has by then. */
  public ShardEnd quietFrom(Instant time) {
    return new ShardEnd(before, toSequence, records, time, descends);
  }

  /** The same, and the end of what comes out of the shard by splits and merges, too. */
  public ShardEnd andOfDescendants() {
    return new ShardEnd(before, toSequence, records, quietFrom, true);
  }

  public Instant before() {
    return before;
  }

  public Optional<String> toSequence() {
    return Optional.ofNullable(toSequence);
  }

  public long records() {
    return records;
  }

  /** From when on, by Kinesis' clock, an open shard that has nothing more is at its end. */
  public Instant quietFrom() {
    return quietFrom;
  }

  /** Whether shards that come out of this one are to be read, too, up to the same end. */
  public boolean descends() {
    return descends;
  }

  /**
   * @param given how many records have been read before this one
   */
  public boolean isBefore(ArchivedRecord record, long given) {
    return given >= records
        || !record.getApproximateArrivalTimestamp().isBefore(before)
        || (toSequence != null
            && Position.compareSequenceNumbers(record.getSequenceNumber(), toSequence) > 0);
  }
}
