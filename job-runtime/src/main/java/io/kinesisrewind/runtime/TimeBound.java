package io.kinesisrewind.runtime;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeParseException;
import java.util.Objects;
import picocli.CommandLine.TypeConversionException;

/**
 * A point in time as users write it: ISO-8601 with a zone ({@code 2026-03-01T10:00:00Z}), without
 * one (UTC), a date (its first instant, UTC), or relative to now ({@code now}, {@code now-2h}).
 * Relative times are fixed when the option is parsed.
 */
public final class TimeBound {

  private final Instant instant;
  private final String text;

  private TimeBound(Instant instant, String text) {
    this.instant = instant;
    this.text = text;
  }

  public static TimeBound parse(String text) {
    return parse(text, Instant.now());
  }

  static TimeBound parse(String text, Instant now) {
    String trimmed = text.trim();
    try {
      return new TimeBound(
          trimmed.startsWith("now") ? relative(trimmed.substring(3), now) : absolute(trimmed),
          trimmed);
    } catch (DateTimeParseException | IllegalArgumentException | ArithmeticException e) {
      throw notATime(text);
    }
  }

  public Instant instant() {
    return instant;
  }

  private static Instant relative(String offset, Instant now) {
    if (offset.isEmpty()) {
      return now;
    }
    Duration duration = Durations.parse(offset.substring(1));
    switch (offset.charAt(0)) {
      case '-':
        return now.minus(duration);
      case '+':
        return now.plus(duration);
      default:
        throw new IllegalArgumentException(offset);
    }
  }

  private static Instant absolute(String text) {
    if (text.indexOf('T') < 0) {
      return LocalDate.parse(text).atStartOfDay().toInstant(ZoneOffset.UTC);
    }
    try {
      return OffsetDateTime.parse(text).toInstant();
    } catch (DateTimeParseException e) {
      return LocalDateTime.parse(text).toInstant(ZoneOffset.UTC);
    }
  }

  private static TypeConversionException notATime(String text) {
    return new TypeConversionException(
        "'"
            + text
            + "' is not a time; write for instance 2026-03-01T10:00:00Z, 2026-03-01 (UTC) or now-2h");
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof TimeBound && instant.equals(((TimeBound) other).instant);
  }

  @Override
  public int hashCode() {
    return Objects.hashCode(instant);
  }

  /** As the user wrote it. */
  @Override
  public String toString() {
    return text;
  }
}
