package io.kinesisrewind.benchmarks.sink;

/**
 * What came of a delivery.
 *
 * @param records that are in, each counted once
 * @param duplicates of those
 * @param outOfOrder first deliveries after that of a later record of the same key
 * @param throttled entries refused
 * @param seconds from the first call until the last record was in
 * @param middleSeconds in which the middle half got in
 */
record Arrivals(
    int records,
    int duplicates,
    int outOfOrder,
    int throttled,
    double seconds,
    double middleSeconds) {

  double perSecond() {
    return records / seconds;
  }

  /** Of all that the shards would have taken in that time, the second they start with included. */
  double share(int shards) {
    return (records + duplicates) / (shards * LimitedShard.RECORDS_PER_SECOND * (seconds + 1));
  }

  /** Of all that the shards take in such a time: without the start and the end. */
  double steadyShare(int shards) {
    return (records + duplicates)
        / 2.0
        / (shards * LimitedShard.RECORDS_PER_SECOND * middleSeconds);
  }

  double throttledPerThousand() {
    return 1_000.0 * throttled / records;
  }
}
