package io.kinesisrewind.replay.options;

import io.kinesisrewind.replay.delivery.TargetSpec;
import io.kinesisrewind.replay.pace.PaceLimits;
import io.kinesisrewind.runtime.Problems;
import java.time.Duration;
import java.util.Map;
import org.apache.flink.configuration.MemorySize;
import picocli.CommandLine.Option;

/** How fast. Limits are those of the whole replay, whatever its parallelism. */
final class PaceOptions {

  /** Leaves a fifth to those who write to the stream meanwhile. */
  private static final double DEFAULT_UTILIZATION = 0.8;

  private static final double SLOWEST = 1e-6;
  private static final double FASTEST = 1e6;

  @Option(
      names = "--speed",
      paramLabel = "FACTOR",
      description =
          "Records go out as far apart as they arrived, so many times faster: 1 is as it happened,"
              + " 10 ten times as fast, 0.5 at half the speed (default: as fast as possible). What"
              + " an outage of the target delays is not made up for by a rush")
  private Double speed;

  @Option(
      names = "--longest-gap",
      paramLabel = "TIME",
      description =
          "With --speed: wait no longer than this for the next record, however long the stream was"
              + " idle; for instance 1min (default: as long as it was)")
  private Duration longestGap;

  @Option(
      names = "--max-records-per-second",
      paramLabel = "N",
      description = "Deliver no more records than this in a second (default: no limit)")
  private Double recordsPerSecond;

  @Option(
      names = "--max-bytes-per-second",
      paramLabel = "SIZE",
      description =
          "Deliver no more bytes of keys and data than this in a second, for instance 500kb or 2mb"
              + " (default: no limit)")
  private MemorySize bytesPerSecond;

  @Option(
      names = "--target-utilization",
      paramLabel = "SHARE",
      description =
          "Into a stream, use no more than this share of what its open shards take, 1,000 records"
              + " and 1 MiB a second each, however many there are at the time; 0 for no limit of"
              + " ours. Where others make the stream throttle, the replay gives way"
              + " (default: 0.8)")
  private Double utilization;

  PaceLimits limits(TargetSpec target) {
    return PaceLimits.NONE
        .withSpeed(orZero(speed))
        .withLongestGap(longestGap)
        .withRecordsPerSecond(orZero(recordsPerSecond))
        .withBytesPerSecond(bytesPerSecond == null ? 0 : (double) bytesPerSecond.getBytes())
        .withUtilization(utilization(target));
  }

  /** Of a stream; 0 for other targets, and for no limit. */
  double utilization(TargetSpec target) {
    if (target == null || target.kind() != TargetSpec.Kind.KINESIS) {
      return 0;
    }
    return utilization == null ? DEFAULT_UTILIZATION : utilization;
  }

  void check(TargetSpec target, Problems problems) {
    problems.require(
        speed == null || speed == 0 || (speed >= SLOWEST && speed <= FASTEST),
        "--speed",
        speed,
        "write a factor from 0.000001 to 1000000, or 0 for as fast as possible");
    problems.require(
        longestGap == null || orZero(speed) > 0,
        "--longest-gap",
        longestGap,
        "only --speed waits for gaps; add it, or leave --longest-gap out");
    problems.require(
        recordsPerSecond == null || (recordsPerSecond >= SLOWEST && !recordsPerSecond.isInfinite()),
        "--max-records-per-second",
        recordsPerSecond,
        "write a number above 0, or leave it out for no limit");
    problems.require(
        bytesPerSecond == null || bytesPerSecond.getBytes() > 0,
        "--max-bytes-per-second",
        bytesPerSecond,
        "write a size above 0, or leave it out for no limit");
    checkUtilization(target, problems);
  }

  void describe(Map<String, String> options) {
    put("speed", speed, options);
    put("longest-gap", longestGap, options);
    put("max-records-per-second", recordsPerSecond, options);
    put("max-bytes-per-second", bytesPerSecond, options);
    put("target-utilization", utilization, options);
  }

  private void checkUtilization(TargetSpec target, Problems problems) {
    problems.require(
        utilization == null || (utilization >= 0 && utilization <= 1),
        "--target-utilization",
        utilization,
        "write a share of the target's capacity, above 0 and up to 1, or 0 for no limit of ours");
    problems.require(
        utilization == null || target == null || target.kind() == TargetSpec.Kind.KINESIS,
        "--target-utilization",
        utilization,
        "only a stream has shards; for " + target + " use --max-records-per-second");
  }

  private static double orZero(Double value) {
    return value == null ? 0 : value;
  }

  private static void put(String name, Object value, Map<String, String> options) {
    if (value != null) {
      options.put(name, value.toString());
    }
  }
}
