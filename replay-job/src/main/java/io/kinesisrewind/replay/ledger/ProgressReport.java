package io.kinesisrewind.replay.ledger;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.time.Duration;
import java.util.Locale;

/**
 * How far a replay is and how fast: by the rows with which all is done, of those that the plan
 * foretells. (What is only read may wait for the target for long.) Where the plan gives an upper
 * bound, the percentage is a lower bound and the time left an upper one.
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public final class ProgressReport {

  private final double percent;
  private final double recordsPerSecond;
  private final Long secondsLeft;

  private ProgressReport(
      @JsonProperty("percent") double percent,
      @JsonProperty("records_per_second") double recordsPerSecond,
      @JsonProperty("seconds_left") Long secondsLeft) {
    this.percent = percent;
    this.recordsPerSecond = recordsPerSecond;
    this.secondsLeft = secondsLeft;
  }

  /**
   * @param rows that the plan says there are
   * @param recordsPerSecond done lately
   */
  static ProgressReport of(long done, long rows, double recordsPerSecond) {
    double percent = rows == 0 ? 100 : Math.min(100, 100.0 * done / rows);
    Long left =
        recordsPerSecond > 0 ? Long.valueOf(Math.round((rows - done) / recordsPerSecond)) : null;
    return new ProgressReport(
        Math.floor(percent * 10) / 10,
        Math.round(recordsPerSecond * 10) / 10.0,
        left == null ? null : Math.max(0, left));
  }

  /** Of the plan's rows, 0 to 100. */
  @JsonProperty("percent")
  public double percent() {
    return percent;
  }

  /** Done in the last minute. */
  @JsonProperty("records_per_second")
  public double recordsPerSecond() {
    return recordsPerSecond;
  }

  /** At the rate of the last minute; null while nothing moves. */
  @JsonProperty("seconds_left")
  public Long secondsLeft() {
    return secondsLeft;
  }

  @Override
  public String toString() {
    return String.format(
        Locale.ROOT,
        "%.1f %%, %,.0f records/s, %s",
        percent,
        recordsPerSecond,
        secondsLeft == null ? "time left unknown" : lengthOf(secondsLeft) + " left");
  }

  private static String lengthOf(long seconds) {
    Duration length = Duration.ofSeconds(seconds);
    return String.format(
        Locale.ROOT,
        "%d:%02d:%02d",
        length.toHours(),
        length.toMinutesPart(),
        length.toSecondsPart());
  }
}
