package io.kinesisrewind.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.stream.Stream;
import org.apache.flink.configuration.CheckpointingOptions;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.ExternalizedCheckpointRetention;
import org.apache.flink.configuration.PipelineOptions;
import org.apache.flink.configuration.ReadableConfig;
import org.apache.flink.configuration.RestartStrategyOptions;
import org.apache.flink.core.execution.CheckpointingMode;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class JobEnvironmentTest {

  @Test
  void setsWhatSuitsTheJobs() {
    StreamExecutionEnvironment env = configured(new Configuration());
    ReadableConfig config = env.getConfiguration();

    assertThat(env.getCheckpointConfig().getCheckpointInterval()).isEqualTo(60_000);
    assertThat(env.getCheckpointConfig().getMinPauseBetweenCheckpoints()).isEqualTo(10_000);
    assertThat(config.get(CheckpointingOptions.CHECKPOINTING_CONSISTENCY_MODE))
        .isEqualTo(CheckpointingMode.EXACTLY_ONCE);
    assertThat(env.getCheckpointConfig().isUnalignedCheckpointsEnabled()).isFalse();
    assertThat(config.get(CheckpointingOptions.EXTERNALIZED_CHECKPOINT_RETENTION))
        .isEqualTo(ExternalizedCheckpointRetention.RETAIN_ON_CANCELLATION);
    assertThat(config.get(RestartStrategyOptions.RESTART_STRATEGY)).isEqualTo("exponential-delay");
    assertThat(config.get(PipelineOptions.AUTO_GENERATE_UIDS)).isFalse();
  }

  @ParameterizedTest(name = "{0}: {1}")
  @MethodSource("clusterSettings")
  void theClustersOwnSettingWins(String key, String value) {
    Configuration cluster = new Configuration();
    cluster.setString(key, value);

    assertThat(configured(cluster).getConfiguration().toMap()).containsEntry(key, value);
  }

  static Stream<Arguments> clusterSettings() {
    return Stream.of(
        Arguments.of("execution.checkpointing.interval", "5 s"),
        Arguments.of("execution.checkpointing.min-pause", "1 s"),
        Arguments.of("execution.checkpointing.tolerable-failed-checkpoints", "7"),
        Arguments.of(
            "execution.checkpointing.externalized-checkpoint-retention", "DELETE_ON_CANCELLATION"),
        Arguments.of("execution.checkpointing.mode", "AT_LEAST_ONCE"),
        Arguments.of("execution.checkpointing.unaligned.enabled", "true"),
        Arguments.of("restart-strategy.type", "fixed-delay"),
        Arguments.of("state.backend.type", "rocksdb"));
  }

  @Test
  void anOlderNameOfASettingCountsAsWell() {
    Configuration cluster = new Configuration();
    cluster.setString("restart-strategy", "none");

    assertThat(configured(cluster).getConfiguration().get(RestartStrategyOptions.RESTART_STRATEGY))
        .isEqualTo("none");
  }

  @Test
  void aShortIntervalOfTheClustersIsNotStretchedByOurPause() {
    Configuration cluster = new Configuration();
    cluster.set(CheckpointingOptions.CHECKPOINTING_INTERVAL, Duration.ofSeconds(1));

    assertThat(configured(cluster).getCheckpointConfig().getMinPauseBetweenCheckpoints()).isZero();
  }

  private static StreamExecutionEnvironment configured(Configuration cluster) {
    return JobEnvironment.configure(new StreamExecutionEnvironment(cluster));
  }
}
