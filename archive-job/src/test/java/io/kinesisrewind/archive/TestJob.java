package io.kinesisrewind.archive;

import io.kinesisrewind.runtime.JobEnvironment;
import java.nio.file.Path;
import java.time.Duration;
import java.util.function.UnaryOperator;
import org.apache.flink.configuration.CheckpointingOptions;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.CoreOptions;
import org.apache.flink.configuration.RestartStrategyOptions;
import org.apache.flink.configuration.StateRecoveryOptions;
import org.apache.flink.core.execution.JobClient;
import org.apache.flink.core.execution.SavepointFormatType;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/** The production topology on the test's cluster, with many checkpoints and quick restarts. */
final class TestJob implements AutoCloseable {

  private final JobClient client;
  private final Path savepoints;

  private TestJob(JobClient client, Path savepoints) {
    this.client = client;
    this.savepoints = savepoints;
  }

  static TestJob start(ArchiveOptions options, Path savepoints) throws Exception {
    return run(options, savepoints, configuration(savepoints), UnaryOperator.identity());
  }

  /** Without any checkpoint but the savepoint that stops it. */
  static TestJob startWithoutCheckpoints(ArchiveOptions options, Path savepoints) throws Exception {
    Configuration configuration = configuration(savepoints);
    configuration.set(CheckpointingOptions.CHECKPOINTING_INTERVAL, Duration.ofHours(1));
    return run(options, savepoints, configuration, UnaryOperator.identity());
  }

  /**
   * @param savepoint to start from, or null
   * @param around puts something between the source and the rest
   */
  static TestJob start(
      ArchiveOptions options, Path savepoints, String savepoint, UnaryOperator<RecordSource> around)
      throws Exception {
    Configuration configuration = configuration(savepoints);
    if (savepoint != null) {
      configuration.set(StateRecoveryOptions.SAVEPOINT_PATH, savepoint);
    }
    return run(options, savepoints, configuration, around);
  }

  /**
   * @param savepoint to start from
   */
  static TestJob start(
      ArchiveOptions options,
      Path savepoints,
      String savepoint,
      UnaryOperator<RecordSource> around,
      int parallelism)
      throws Exception {
    Configuration configuration = configuration(savepoints);
    configuration.set(StateRecoveryOptions.SAVEPOINT_PATH, savepoint);
    configuration.set(CoreOptions.DEFAULT_PARALLELISM, parallelism);
    return run(options, savepoints, configuration, around);
  }

  private static TestJob run(
      ArchiveOptions options,
      Path savepoints,
      Configuration configuration,
      UnaryOperator<RecordSource> around)
      throws Exception {
    StreamExecutionEnvironment env =
        JobEnvironment.configure(StreamExecutionEnvironment.getExecutionEnvironment(configuration));
    ArchivePipeline.define(
        env,
        around.apply(ArchiveJob.source(options)),
        ArchiveJob.replays(options),
        ArchiveJob.targets(options));
    return new TestJob(env.executeAsync(ArchiveJob.name(options)), savepoints);
  }

  private static Configuration configuration(Path savepoints) {
    Configuration configuration = new Configuration();
    configuration.set(CoreOptions.DEFAULT_PARALLELISM, 2);
    configuration.set(RestartStrategyOptions.RESTART_STRATEGY, "fixed-delay");
    configuration.set(RestartStrategyOptions.RESTART_STRATEGY_FIXED_DELAY_ATTEMPTS, 10);
    configuration.set(RestartStrategyOptions.RESTART_STRATEGY_FIXED_DELAY_DELAY, Duration.ZERO);
    configuration.set(CheckpointingOptions.CHECKPOINTING_INTERVAL, Duration.ofMillis(300));
    configuration.set(
        CheckpointingOptions.CHECKPOINTS_DIRECTORY,
        savepoints.resolve("checkpoints").toUri().toString());
    return configuration;
  }

  /** Ends the job as an operator does; what it has read is committed. */
  String stop() throws Exception {
    return stop(false);
  }

  /** Ends the job for good: its operators see the end of their input. */
  String drain() throws Exception {
    return stop(true);
  }

  private String stop(boolean drain) throws Exception {
    return client
        .stopWithSavepoint(drain, savepoints.toUri().toString(), SavepointFormatType.CANONICAL)
        .get();
  }

  JobClient client() {
    return client;
  }

  /** For a test that fails before it has stopped the job. */
  @Override
  public void close() {
    if (!client.getJobStatus().join().isTerminalState()) {
      client.cancel().join();
    }
  }
}
