package io.kinesisrewind.replay.delivery;

import java.io.Serializable;
import java.time.Duration;

/** How long to wait before trying again. */
public final class Backoff implements Serializable {

  private static final long serialVersionUID = 1L;
  private static final int MOST_DOUBLINGS = 20;

  private final Duration first;
  private final Duration longest;

  public Backoff(Duration first, Duration longest) {
    this.first = first;
    this.longest = longest;
  }

  /**
   * Doubles with each attempt up to the longest; half of it is left to chance, so that what failed
   * together does not come back together.
   *
   * @param failures one or more
   * @param chance from 0 to 1
   */
  public Duration delay(int failures, double chance) {
    long full =
        Math.min(longest.toMillis(), first.toMillis() << Math.min(failures - 1, MOST_DOUBLINGS));
    long half = full / 2;
    return Duration.ofMillis(half + Math.round(half * chance));
  }
}
