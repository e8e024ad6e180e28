package io.kinesisrewind.replay.estimate;

import java.time.Duration;
import java.util.Locale;

/** Numbers for readers. */
final class Texts {

  private Texts() {}

  /** Hours, minutes and seconds. */
  static String length(Duration length) {
    return String.format(
        Locale.ROOT,
        "%d:%02d:%02d",
        length.toHours(),
        length.toMinutesPart(),
        length.toSecondsPart());
  }
}
