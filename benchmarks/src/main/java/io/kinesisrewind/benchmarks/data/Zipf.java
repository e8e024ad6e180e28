package io.kinesisrewind.benchmarks.data;

import java.util.Arrays;
import java.util.SplittableRandom;

/**
 * Ranks by Zipf's law: rank {@code r} (from 0) comes with a probability in proportion to {@code
 * 1/(r+1)^skew}. A table of draws, so that one more costs no arithmetic.
 */
final class Zipf {

  /** A power of two; also how many draws there are before they repeat. */
  private static final int DRAWS = 1 << 20;

  private final int[] ranks = new int[DRAWS];

  Zipf(int count, double skew, long seed) {
    double[] cumulative = cumulative(count, skew);
    SplittableRandom random = new SplittableRandom(seed);
    for (int i = 0; i < DRAWS; i++) {
      int found = Arrays.binarySearch(cumulative, random.nextDouble() * cumulative[count - 1]);
      ranks[i] = found >= 0 ? found : -found - 1;
    }
  }

  int rank(long draw) {
    return ranks[(int) (draw & (DRAWS - 1))];
  }

  private static double[] cumulative(int count, double skew) {
    double[] cumulative = new double[count];
    double sum = 0;
    for (int rank = 0; rank < count; rank++) {
      sum += Math.pow(rank + 1, -skew);
      cumulative[rank] = sum;
    }
    return cumulative;
  }
}
