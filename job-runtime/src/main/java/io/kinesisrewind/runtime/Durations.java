package io.kinesisrewind.runtime;

import java.time.Duration;
import java.time.format.DateTimeParseException;
import org.apache.flink.util.TimeUtils;
import picocli.CommandLine.TypeConversionException;

/** Lengths of time as users write them: {@code 30s}, {@code 5min}, {@code 2h}, {@code PT1H30M}. */
public final class Durations {

  private Durations() {}

  /**
   * @throws TypeConversionException where the text is neither form, or negative
   */
  public static Duration parse(String text) {
    try {
      Duration duration =
          text.startsWith("P") ? Duration.parse(text) : TimeUtils.parseDuration(text.trim());
      if (!duration.isNegative()) {
        return duration;
      }
    } catch (IllegalArgumentException | DateTimeParseException e) {
      // told below, in our words
    }
    throw new TypeConversionException(
        "'" + text + "' is not a length of time; write for instance 30s, 5min, 2h or PT1H30M");
  }
}
