package io.kinesisrewind.replay.ledger;

import java.time.Duration;
import java.time.Instant;
import org.slf4j.Logger;

/** Measures how far a replay is, and says so in the log now and then. */
final class ProgressLog {

  private static final long PAUSE_MILLIS = Duration.ofSeconds(30).toMillis();

  private final String replayId;
  private final long rows;
  private final Logger log;
  private final RateMeter rate = new RateMeter();
  private long logged;

  ProgressLog(ReplayStatus status, Logger log) {
    this.replayId = status.replayId();
    this.rows = status.plan().rows();
    this.log = log;
  }

  /**
   * @param millis processing time
   * @param eventTime null where nothing is known
   */
  ProgressReport report(long millis, Counts counts, Instant eventTime) {
    rate.sample(millis, counts.done());
    ProgressReport report = ProgressReport.of(counts.done(), rows, rate.perSecond());
    if (millis - logged >= PAUSE_MILLIS) {
      logged = millis;
      log.info(
          "Replay {}: {}{}; {}",
          replayId,
          report,
          eventTime == null ? "" : ", delivered up to arrival " + eventTime,
          counts);
    }
    return report;
  }

  /** When all is done that there was to do, whatever the plan thought. */
  ProgressReport atEnd() {
    return ProgressReport.of(rows, rows, rate.perSecond());
  }
}
