package io.kinesisrewind.replay.pace;

/**
 * A rate that is dealt out in the order of asking: each gets the time from which on its share is
 * free. Over any stretch of time no more is given than the rate allows, but for what {@link #BURST}
 * makes up for and the last share.
 */
final class Reservations {

  /** Unused time that is not lost, in nanoseconds. More of it would be a burst to the target. */
  static final long BURST = 100_000_000;

  private static final double SECOND = 1e9;

  private long next = Long.MIN_VALUE;

  /**
   * @param perSecond may be infinite, and different each time
   * @param now nanoseconds
   * @return when it may be used, nanoseconds
   */
  long reserve(long amount, double perSecond, long now) {
    long start = next == Long.MIN_VALUE ? now : Math.max(next, now - BURST);
    next = start + (long) (amount / perSecond * SECOND);
    return Math.max(start, now);
  }
}
