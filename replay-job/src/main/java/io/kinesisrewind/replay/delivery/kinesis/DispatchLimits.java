package io.kinesisrewind.replay.delivery.kinesis;

import io.kinesisrewind.replay.delivery.Backoff;
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
   * @param chance from 0 to 1
   */
  Duration backoff(int failures, double chance) {
    return new Backoff(firstBackoff, longestBackoff).delay(failures, chance);
  }
}
