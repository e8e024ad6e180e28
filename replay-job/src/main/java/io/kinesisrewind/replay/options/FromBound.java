package io.kinesisrewind.replay.options;

import io.kinesisrewind.runtime.TimeBound;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;

/** Where a section begins: a time of arrival, the oldest record there is, or the next to come. */
final class FromBound {

  private static final String OLDEST = "trim-horizon";
  private static final String NEXT = "latest";

  static final FromBound TRIM_HORIZON = new FromBound(null, OLDEST);

  private final Instant instant;
  private final String text;

  private FromBound(Instant instant, String text) {
    this.instant = instant;
    this.text = text;
  }

  /**
   * @param text trim-horizon, latest or a time as {@link TimeBound} reads it
   */
  static FromBound parse(String text) {
    String word = text.trim().toLowerCase(Locale.ROOT).replace('_', '-');
    if (word.equals(OLDEST)) {
      return TRIM_HORIZON;
    }
    if (word.equals(NEXT)) {
      return new FromBound(null, NEXT);
    }
    TimeBound time = TimeBound.parse(text);
    return new FromBound(time.instant(), time.toString());
  }

  static FromBound at(Instant time) {
    return new FromBound(time, time.toString());
  }

  /** Whether it is what comes next, and no time is known for it yet. */
  boolean isLatest() {
    return text.equals(NEXT);
  }

  /** Empty for the oldest record, and the next. */
  Optional<Instant> instant() {
    return Optional.ofNullable(instant);
  }

  @Override
  public String toString() {
    return text;
  }
}
