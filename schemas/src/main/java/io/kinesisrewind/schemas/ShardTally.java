package io.kinesisrewind.schemas;

import java.time.Instant;

/**
 * A {@link ShardRange} in the making: it takes record after record, and makes an object of none of
 * them.
 */
final class ShardTally {

  private ArchivedRecord lowest;
  private ArchivedRecord highest;
  private Instant firstArrival;
  private Instant lastArrival;
  private long records;

  /**
   * @param any record of the shard, not counted by this
   */
  ShardTally(ArchivedRecord any) {
    this.lowest = any;
    this.highest = any;
    this.firstArrival = any.getApproximateArrivalTimestamp();
    this.lastArrival = firstArrival;
  }

  void add(ArchivedRecord record) {
    records++;
    if (Position.compare(record, highest) > 0) {
      highest = record;
    } else if (Position.compare(record, lowest) < 0) {
      lowest = record;
    }
    Instant arrival = record.getApproximateArrivalTimestamp();
    if (arrival.isAfter(lastArrival)) {
      lastArrival = arrival;
    } else if (arrival.isBefore(firstArrival)) {
      firstArrival = arrival;
    }
  }

  ShardRange range() {
    return new ShardRange(
        Position.of(lowest), Position.of(highest), firstArrival, lastArrival, records);
  }
}
