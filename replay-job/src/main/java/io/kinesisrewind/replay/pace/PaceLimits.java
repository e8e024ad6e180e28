package io.kinesisrewind.replay.pace;

import java.io.Serializable;
import java.time.Duration;

/** How fast, over all subtasks together. Immutable; each {@code with} method returns a copy. */
public final class PaceLimits implements Serializable {

  /** As fast as possible. */
  public static final PaceLimits NONE = new PaceLimits(0, null, 0, 0, 0);

  /** Of a shard (Kinesis quotas): records put per second. */
  public static final int SHARD_RECORDS = 1_000;

  /** Of a shard (Kinesis quotas): bytes put per second, keys and data. */
  static final int SHARD_BYTES = 1 << 20;

  private static final long serialVersionUID = 1L;

  private final double speed;
  private final Duration longestGap;
  private final double recordsPerSecond;
  private final double bytesPerSecond;
  private final double utilization;

  private PaceLimits(
      double speed,
      Duration longestGap,
      double recordsPerSecond,
      double bytesPerSecond,
      double utilization) {
    this.speed = speed;
    this.longestGap = longestGap;
    this.recordsPerSecond = recordsPerSecond;
    this.bytesPerSecond = bytesPerSecond;
    this.utilization = utilization;
  }

  /**
   * @param eventTime that passes in a unit of time; 0 for no bound
   */
  public PaceLimits withSpeed(double eventTime) {
    return new PaceLimits(eventTime, longestGap, recordsPerSecond, bytesPerSecond, utilization);
  }

  /** Where there is a speed: no wait for the next record is longer than this. */
  public PaceLimits withLongestGap(Duration gap) {
    return new PaceLimits(speed, gap, recordsPerSecond, bytesPerSecond, utilization);
  }

  /**
   * @param count per second; 0 for no limit
   */
  public PaceLimits withRecordsPerSecond(double count) {
    return new PaceLimits(speed, longestGap, count, bytesPerSecond, utilization);
  }

  /**
   * @param count of keys and data, per second; 0 for no limit
   */
  public PaceLimits withBytesPerSecond(double count) {
    return new PaceLimits(speed, longestGap, recordsPerSecond, count, utilization);
  }

  /**
   * @param share of what the target's shards take, from 0 (no limit) to 1
   */
  public PaceLimits withUtilization(double share) {
    return new PaceLimits(speed, longestGap, recordsPerSecond, bytesPerSecond, share);
  }

  /** Whether no record need ever be held back. */
  public boolean isUnlimited() {
    return speed == 0 && recordsPerSecond == 0 && bytesPerSecond == 0 && utilization == 0;
  }

  boolean hasSpeed() {
    return speed > 0;
  }

  double speed() {
    return speed;
  }

  /** In milliseconds. */
  long longestGap() {
    return longestGap == null ? Long.MAX_VALUE : longestGap.toMillis();
  }

  double utilization() {
    return utilization;
  }

  /** Infinite where there is no limit. */
  double recordsPerSecond(int openShards) {
    return least(recordsPerSecond, utilization * SHARD_RECORDS * openShards);
  }

  /** Infinite where there is no limit. */
  double bytesPerSecond(int openShards) {
    return least(bytesPerSecond, utilization * SHARD_BYTES * openShards);
  }

  private static double least(double a, double b) {
    double unlimited = Double.POSITIVE_INFINITY;
    return Math.min(a == 0 ? unlimited : a, b == 0 ? unlimited : b);
  }
}
