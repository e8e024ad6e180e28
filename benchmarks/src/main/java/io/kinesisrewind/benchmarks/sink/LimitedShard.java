package io.kinesisrewind.benchmarks.sink;

/**
 * What a shard takes: 1,000 records and 1 MiB a second, as two token buckets that hold one second
 * each and are full at first. Not safe for threads. Times are nanoseconds.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/streams/latest/dev/service-sizes-and-limits.html">Quotas
 *     and limits</a>
 */
final class LimitedShard {

  static final double RECORDS_PER_SECOND = 1_000;

  private static final double BYTES_PER_SECOND = 1 << 20;
  private static final double SECOND = 1e9;

  private double records = RECORDS_PER_SECOND;
  private double bytes = BYTES_PER_SECOND;
  private long filledAt;

  LimitedShard(long now) {
    filledAt = now;
  }

  /** Whether it takes one more. */
  boolean take(int size, long now) {
    fill(now);
    if (records < 1 || bytes < size) {
      return false;
    }
    records--;
    bytes -= size;
    return true;
  }

  private void fill(long now) {
    double seconds = (now - filledAt) / SECOND;
    filledAt = now;
    records = Math.min(RECORDS_PER_SECOND, records + seconds * RECORDS_PER_SECOND);
    bytes = Math.min(BYTES_PER_SECOND, bytes + seconds * BYTES_PER_SECOND);
  }
}
