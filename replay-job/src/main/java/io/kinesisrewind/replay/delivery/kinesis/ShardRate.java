package io.kinesisrewind.replay.delivery.kinesis;

import io.kinesisrewind.replay.pace.PaceLimits;

/**
 * How fast one subtask puts into one shard: without bound until the shard throttles, then a little
 * below what got in, and a little more each second (additive increase, multiplicative decrease, as
 * in RFC 5681). So all who write to a shard, other replays and the live producers too, come to
 * shares of it. A subtask that meets a full shard before it knows what gets in starts with an even
 * share of what a shard takes: from nothing it would need many seconds to come up to the others,
 * which wait for it, as they are fed together. Times are nanoseconds.
 */
final class ShardRate {

  /** Of what got in before the shard throttled. */
  static final double DECREASE = 0.95;

  /** Records per second, each second. */
  static final double INCREASE = 50;

  /**
   * Twice what a shard takes, records per second: whoever comes that far, and to twice what the
   * shard last left, is not the one to hold back. All shards count as one where they are not known;
   * that one may take more.
   */
  static final double UNBOUNDED = 2 * PaceLimits.SHARD_RECORDS;

  private static final double SECOND = 1e9;

  /** Part of a second for which unused records can be made up for. */
  private static final double BURST = 0.05;

  private double perSecond = Double.POSITIVE_INFINITY;
  private double unbounded = UNBOUNDED;
  private double tokens;
  private long refilledAt;
  private long decreasedAt;
  private long windowStart;
  private int inWindow;
  private double lastWindow;

  /**
   * @param share records per second, until it is known what gets in
   */
  ShardRate(long now, double share) {
    lastWindow = share;
    windowStart = now;
  }

  /** Whether one more record may go; it is counted then. */
  boolean take(long now) {
    if (!isBound()) {
      return true;
    }
    refill(now);
    if (tokens < 1) {
      return false;
    }
    tokens--;
    return true;
  }

  void accepted(long now) {
    roll(now);
    inWindow++;
  }

  /** Calls under way tell the same more than once: one decrease a second. */
  void throttled(long now) {
    if (isBound() && now - decreasedAt < SECOND) {
      return;
    }
    roll(now);
    double got = Math.max(lastWindow, inWindow);
    perSecond = Math.max(1, DECREASE * Math.min(perSecond, got));
    unbounded = Math.max(UNBOUNDED, 2 * perSecond);
    tokens = 0;
    refilledAt = now;
    decreasedAt = now;
  }

  boolean isBound() {
    return perSecond < unbounded;
  }

  /** Infinite where there is no bound. */
  double perSecond() {
    return isBound() ? perSecond : Double.POSITIVE_INFINITY;
  }

  private void refill(long now) {
    double seconds = (now - refilledAt) / SECOND;
    refilledAt = now;
    perSecond += INCREASE * seconds;
    tokens = Math.min(tokens + perSecond * seconds, Math.max(1, perSecond * BURST));
  }

  private void roll(long now) {
    double seconds = (now - windowStart) / SECOND;
    if (seconds >= 1) {
      lastWindow = inWindow / seconds;
      inWindow = 0;
      windowStart = now;
    }
  }
}
