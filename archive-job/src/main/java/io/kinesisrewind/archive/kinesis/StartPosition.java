package io.kinesisrewind.archive.kinesis;

import io.kinesisrewind.runtime.TimeBound;
import java.io.Serializable;
import java.time.Instant;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/**
 * Where a job without saved state starts to read: the oldest record a stream still has, or a time
 * of arrival.
 *
 * <p>{@code latest} is the time at which it was said, not Kinesis' own LATEST: that one would be
 * found anew by every restart, and what arrived on a quiet shard in the meantime would be missed.
 */
public final class StartPosition implements Serializable {

  private static final long serialVersionUID = 1L;

  private static final String TRIM_HORIZON = "trim-horizon";
  private static final String LATEST = "latest";

  /** Null: the trim horizon. */
  private final Instant instant;

  private final String text;

  private StartPosition(Instant instant, String text) {
    this.instant = instant;
    this.text = text;
  }

  public static StartPosition trimHorizon() {
    return new StartPosition(null, TRIM_HORIZON);
  }

  public static StartPosition at(Instant instant) {
    return new StartPosition(instant, instant.toString());
  }

  /**
   * @param text trim-horizon, latest or a time as {@link TimeBound} reads it
   */
  public static StartPosition parse(String text) {
    switch (text.trim().toLowerCase(Locale.ROOT).replace('_', '-')) {
      case TRIM_HORIZON:
        return trimHorizon();
      case LATEST:
        return new StartPosition(Instant.now(), LATEST);
      default:
        return new StartPosition(timeOf(text), text.trim());
    }
  }

  /** Empty for the trim horizon. */
  public Optional<Instant> instant() {
    return Optional.ofNullable(instant);
  }

  private static Instant timeOf(String text) {
    try {
      return TimeBound.parse(text).instant();
    } catch (TypeConversionException e) {
      throw new TypeConversionException(
          "'"
              + text
              + "' is not a start; write trim-horizon, latest, or a time, for instance"
              + " 2026-03-01T10:00:00Z, 2026-03-01 (UTC) or now-2h");
    }
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof StartPosition
        && Objects.equals(instant, ((StartPosition) other).instant);
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

  /** For picocli. */
  public static final class Converter implements ITypeConverter<StartPosition> {
    @Override
    public StartPosition convert(String value) {
      return parse(value);
    }
  }
}
