package io.kinesisrewind.benchmarks.sink;

import io.kinesisrewind.benchmarks.data.Workload;

/** How often which of 10,000 keys comes. */
enum Keys {
  UNIFORM(0),
  ZIPF(1);

  private static final int COUNT = 10_000;

  private final double skew;

  Keys(double skew) {
    this.skew = skew;
  }

  Workload workload(int payloadBytes) {
    return new Workload(payloadBytes, COUNT, skew, 1, false);
  }
}
