package io.kinesisrewind.cli;

import io.kinesisrewind.runtime.Problems;
import java.time.Duration;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.flink.configuration.CheckpointingOptions;
import org.apache.flink.configuration.Configuration;
import picocli.CommandLine.Option;

/** How a job runs on this machine; on a cluster these are the cluster's matter. */
final class LocalOptions {

  private static final int MAX_PARALLELISM = 128;

  @Option(
      names = "--parallelism",
      paramLabel = "N",
      description = "Tasks of an operator side by side (default: ${DEFAULT-VALUE})")
  private int parallelism = 2;

  @Option(
      names = "--checkpoint-interval",
      paramLabel = "TIME",
      description = "How often progress is saved (default: 5s)")
  private Duration checkpointInterval = Duration.ofSeconds(5);

  @Option(
      names = "-D",
      paramLabel = "KEY=VALUE",
      mapFallbackValue = "",
      description = "Flink configuration; may be repeated")
  private Map<String, String> configuration = new LinkedHashMap<>();

  void check(Problems problems) {
    problems.require(
        parallelism >= 1 && parallelism <= MAX_PARALLELISM,
        "--parallelism",
        parallelism,
        "must be between 1 and " + MAX_PARALLELISM);
    problems.require(
        checkpointInterval.toMillis() >= 10,
        "--checkpoint-interval",
        checkpointInterval,
        "is too short; write for instance 5s");
  }

  int parallelism() {
    return parallelism;
  }

  Map<String, String> configuration() {
    Configuration ours = new Configuration();
    ours.set(CheckpointingOptions.CHECKPOINTING_INTERVAL, checkpointInterval);
    Map<String, String> all = new HashMap<>(ours.toMap());
    all.putAll(configuration);
    return all;
  }
}
