package io.kinesisrewind.replay.options;

import io.kinesisrewind.runtime.TimeBound;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;

/** Where a section begins: a time of arrival, or the oldest record there is. */
final class FromBound {

  private static final String OLDEST = "trim-horizon";

  static final FromBound TRIM_HORIZON = new FromBound(null, OLDEST);

  private final Instant instant;
  private final String text;

  private FromBound(Instant instant, String text) {
    this.instant = instant;
    this.text = text;
  }

  /**
   * @param text trim-horizon or a time as {@link TimeBound} reads it
   */
  static FromBound parse(String text) {
    String word = text.trim().toLowerCase(Locale.ROOT).replace('_', '-');
    if (word.equals(OLDEST)) {
      return TRIM_HORIZON;
    }
    TimeBound time = TimeBound.parse(text);
    return new FromBound(time.instant(), time.toString());
  }

  /** Empty for the oldest record. */
  Optional<Instant> instant() {
    return Optional.ofNullable(instant);
  }

  @Override
  public String toString() {
    return text;
  }
}
