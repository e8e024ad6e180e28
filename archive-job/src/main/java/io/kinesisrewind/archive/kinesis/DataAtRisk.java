package io.kinesisrewind.archive.kinesis;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Says when a stream's reader has fallen behind by so much of the stream's retention that records
 * are about to expire unread: when it crosses the line, and then every now and then.
 */
final class DataAtRisk {

  private static final Duration REPEAT_AFTER = Duration.ofMinutes(5);

  private final double share;
  private final Clock clock;
  private final Map<String, Instant> saidAt = new HashMap<>();

  /**
   * @param share of the retention, from which on data is at risk
   */
  DataAtRisk(double share, Clock clock) {
    this.share = share;
    this.clock = clock;
  }

  /** What to tell; empty where all is well, or has been told a moment ago. */
  Optional<String> check(String stream, Duration lag, Duration retention) {
    double used = used(lag, retention);
    if (used < share) {
      saidAt.remove(stream);
      return Optional.empty();
    }
    Instant now = clock.instant();
    Instant said = saidAt.get(stream);
    if (said != null && now.isBefore(said.plus(REPEAT_AFTER))) {
      return Optional.empty();
    }
    saidAt.put(stream, now);
    return Optional.of(message(stream, lag, retention, used));
  }

  /** The lag as a share of the retention: 1 is where records expire unread. */
  static double used(Duration lag, Duration retention) {
    return (double) lag.toMillis() / retention.toMillis();
  }

  private static String message(String stream, Duration lag, Duration retention, double used) {
    return String.format(
        "Data at risk: the reader of stream %s is behind by up to %s, %.0f %% of the stream's"
            + " retention of %d h, after which Kinesis drops records unread. Lengthen the retention"
            + " now (aws kinesis increase-stream-retention-period --stream-name %s"
            + " --retention-period-hours HOURS), then find out what holds the job up"
            + " (docs/operations.md, \"Data at risk\").",
        stream, text(lag), used * 100, retention.toHours(), stream);
  }

  private static String text(Duration lag) {
    return lag.toHours() > 0
        ? lag.toHours() + " h " + lag.toMinutesPart() + " min"
        : lag.toMinutes() + " min " + lag.toSecondsPart() + " s";
  }
}
