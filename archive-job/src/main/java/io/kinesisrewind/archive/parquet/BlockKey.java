package io.kinesisrewind.archive.parquet;

import io.kinesisrewind.schemas.ArchivedRecord;
import java.util.concurrent.TimeUnit;

/** Stream, hour of arrival and key bucket of a record, cheap to make and to compare. */
final class BlockKey {

  private final String streamName;
  private final long hour;
  private final int bucket;

  private BlockKey(String streamName, long hour, int bucket) {
    this.streamName = streamName;
    this.hour = hour;
    this.bucket = bucket;
  }

  static BlockKey of(ArchivedRecord record, int bucket) {
    long arrival = record.getApproximateArrivalTimestamp().toEpochMilli();
    return new BlockKey(
        record.getStreamName(), Math.floorDiv(arrival, TimeUnit.HOURS.toMillis(1)), bucket);
  }

  @Override
  public boolean equals(Object other) {
    if (!(other instanceof BlockKey)) {
      return false;
    }
    BlockKey that = (BlockKey) other;
    return hour == that.hour && bucket == that.bucket && streamName.equals(that.streamName);
  }

  @Override
  public int hashCode() {
    return (streamName.hashCode() * 31 + Long.hashCode(hour)) * 31 + bucket;
  }
}
