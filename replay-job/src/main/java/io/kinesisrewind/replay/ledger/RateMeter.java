package io.kinesisrewind.replay.ledger;

import java.util.ArrayDeque;
import java.util.Deque;

/** How fast a number has grown in the last minute. */
final class RateMeter {

  private static final long WINDOW_MILLIS = 60_000;
  private static final double MILLIS = 1_000;

  private final Deque<long[]> samples = new ArrayDeque<>();

  /**
   * @param millis on a clock that may jump: what does not go forward is passed over
   */
  void sample(long millis, long number) {
    if (!samples.isEmpty() && millis <= samples.getLast()[0]) {
      return;
    }
    samples.addLast(new long[] {millis, number});
    while (samples.size() > 2 && samples.getFirst()[0] < millis - WINDOW_MILLIS) {
      samples.removeFirst();
    }
  }

  /** 0 until there are two samples. */
  double perSecond() {
    if (samples.size() < 2) {
      return 0;
    }
    long[] first = samples.getFirst();
    long[] last = samples.getLast();
    return (last[1] - first[1]) * MILLIS / (last[0] - first[0]);
  }
}
