package io.kinesisrewind.benchmarks;

import java.util.List;
import java.util.function.ToDoubleFunction;

/** The figure that half of the rounds are below: one bad moment of the machine does not move it. */
public final class Median {

  private Median() {}

  public static <T> double of(List<T> rounds, ToDoubleFunction<T> figure) {
    double[] sorted = rounds.stream().mapToDouble(figure).sorted().toArray();
    int middle = sorted.length / 2;
    return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
  }
}
