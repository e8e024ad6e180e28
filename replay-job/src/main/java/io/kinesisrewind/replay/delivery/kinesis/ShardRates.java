package io.kinesisrewind.replay.delivery.kinesis;

import io.kinesisrewind.replay.pace.PaceLimits;
import java.util.HashMap;
import java.util.Map;
import java.util.function.LongSupplier;

/** A {@link ShardRate} for each shard. A hot shard does not hold back what goes to the others. */
final class ShardRates {

  private final LongSupplier nanos;
  private final double share;
  private final Map<String, ShardRate> rates = new HashMap<>();
  private ShardRanges ranges = ShardRanges.UNKNOWN;

  /**
   * @param subtasks that share the stream
   */
  ShardRates(LongSupplier nanos, int subtasks) {
    this.nanos = nanos;
    this.share = (double) PaceLimits.SHARD_RECORDS / subtasks;
  }

  /** The target's shards as they are now; what is known of others is forgotten. */
  void shards(ShardRanges now) {
    ranges = now;
    rates.keySet().retainAll(now.shards());
  }

  /** Whether the record's shard can have it now; it is counted then. */
  boolean take(PutEntry entry) {
    return rate(entry).take(nanos.getAsLong());
  }

  void settled(PutEntry entry, PutResult result) {
    if (result == PutResult.ACCEPTED) {
      rate(entry).accepted(nanos.getAsLong());
    } else if (result == PutResult.THROTTLED) {
      rate(entry).throttled(nanos.getAsLong());
    }
  }

  /** Shards that are not sent all there is. */
  long bound() {
    return rates.values().stream().filter(ShardRate::isBound).count();
  }

  private ShardRate rate(PutEntry entry) {
    return rates.computeIfAbsent(
        ranges.shardOf(entry), shard -> new ShardRate(nanos.getAsLong(), share));
  }
}
