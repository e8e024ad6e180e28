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

  /**
   * @param before arrival, exclusive
   * @param toSequence inclusive; null for no bound
   * @param records how many user records of the shard at most
   */
  public ShardEnd(Instant before, String toSequence, long records) {
    this.before = before;
    this.toSequence = toSequence;
    this.records = records;
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
