package io.kinesisrewind.benchmarks.pipeline;

import java.util.List;
import java.util.Locale;

/** The steps of the pipeline, by the classes and methods that do them; inner ones first. */
enum Step {
  ZSTD("com.github.luben.zstd."),
  SORT("java.util.TimSort", "io.kinesisrewind.archive.parquet.KeyedRows.removeSorted"),
  FOOTER("io.kinesisrewind.schemas.FileTally"),
  PARQUET_ENCODING("org.apache.parquet.", "io.kinesisrewind.archive.parquet.BlockFiles"),
  BUCKETS("io.kinesisrewind.archive.parquet.BlockWriter"),
  MARK_REPLAYS(
      "io.kinesisrewind.archive.MarkReplays",
      "io.kinesisrewind.schemas.ReplayAnnotation",
      "io.kinesisrewind.schemas.BytePattern"),
  EXCHANGE(
      "io.kinesisrewind.archive.BucketSpread",
      "io.kinesisrewind.runtime.Record",
      "org.apache.flink.runtime.io.network",
      "org.apache.flink.streaming.runtime.io"),
  OTHER("");

  @SuppressWarnings("ImmutableEnumChecker") // what List.of makes is
  private final List<String> prefixes;

  Step(String... prefixes) {
    this.prefixes = List.of(prefixes);
  }

  /**
   * @param frames class and method, innermost first
   */
  static Step of(List<String> frames) {
    for (String frame : frames) {
      for (Step step : values()) {
        if (step != OTHER && step.does(frame)) {
          return step;
        }
      }
    }
    return OTHER;
  }

  static boolean isZstd(String frame) {
    return ZSTD.does(frame);
  }

  /** In words. */
  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT).replace('_', ' ');
  }

  private boolean does(String frame) {
    return prefixes.stream().anyMatch(frame::startsWith);
  }
}
