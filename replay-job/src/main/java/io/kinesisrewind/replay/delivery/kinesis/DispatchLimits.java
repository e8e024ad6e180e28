package io.kinesisrewind.replay.delivery.kinesis;

import java.time.Duration;

/** How calls are filled, and how long to wait before trying again. */
final class DispatchLimits {

  /** Of PutRecords (API reference): 500 entries; 5 MiB, and some room for what goes around them. */
  static final DispatchLimits KINESIS =
      new DispatchLimits(
          500,
          (5 << 20) - (64 << 10),
          4,
          Duration.ofMillis(5),
          Duration.ofMillis(100),
          Duration.ofSeconds(5));

  private final int entries;
  private final int bytes;
  private final int calls;
  private final Duration linger;
  private final Duration firstBackoff;
  private final Duration longestBackoff;

  /**
   * @param entries in one call
   * @param bytes in one call; a single larger entry goes alone
   * @param calls under way at a time
   * @param linger how long a record waits for others to share its call
   */
  DispatchLimits(
      int entries,
      int bytes,
      int calls,
      Duration linger,
      Duration firstBackoff,
      Duration longestBackoff) {
    this.entries = entries;
    this.bytes = bytes;
    this.calls = calls;
    this.linger = linger;
    this.firstBackoff = firstBackoff;
    this.longestBackoff = longestBackoff;
  }

  DispatchLimits withCalls(int count) {
    return new DispatchLimits(entries, bytes, count, linger, firstBackoff, longestBackoff);
  }

  int entries() {
    return entries;
  }

  int bytes() {
    return bytes;
  }

  int calls() {
    return calls;
  }

  Duration linger() {
    return linger;
  }

  /**
   * Doubles with each attempt up to a limit; half of it is left to chance, so that records that
   * failed together do not come back together.
   *
   * @param chance from 0 to 1
   */
  Duration backoff(int failures, double chance) {
    long full =
        Math.min(longestBackoff.toMillis(), firstBackoff.toMillis() << Math.min(failures - 1, 20));
    long half = full / 2;
    return Duration.ofMillis(half + Math.round(half * chance));
  }
}
