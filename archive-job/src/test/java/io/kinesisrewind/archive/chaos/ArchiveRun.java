package io.kinesisrewind.archive.chaos;

import static org.assertj.core.api.Assertions.assertThat;

import io.kinesisrewind.archive.support.ArchiveOptionsBuilder;
import io.kinesisrewind.archive.support.JobJar;
import io.kinesisrewind.archive.support.LatestReader;
import io.kinesisrewind.archive.support.LatestWatcher;
import io.kinesisrewind.archive.support.SandboxS3;
import io.kinesisrewind.archive.support.TestStream;
import io.kinesisrewind.sandbox.Sandbox;
import io.kinesisrewind.sandbox.flink.FlinkCluster;
import io.kinesisrewind.sandbox.flink.FlinkClusterOptions;
import io.kinesisrewind.sandbox.flink.FlinkJob;
import io.kinesisrewind.sandbox.flink.JobSubmission;
import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import org.apache.flink.core.fs.Path;
import org.awaitility.Awaitility;

/**
 * A stream, a bucket, a cluster, and the job between them; whoever watches its latest table; and,
 * in the end, whether everything came through. The test reads and writes the services directly,
 * whatever stands between them and the job.
 */
final class ArchiveRun implements AutoCloseable {

  private static final Duration PATIENCE = Duration.ofMinutes(5);

  /** Every task manager has its part in the job: whichever dies, the job fails. */
  private static final int TASK_MANAGERS = 2;

  /** As a job has them that is to survive: it never gives up, and is not slow to come back. */
  private static final Map<String, String> CONFIGURATION =
      Map.of(
          "execution.checkpointing.interval", "1s",
          "execution.checkpointing.min-pause", "500ms",
          "restart-strategy.type", "exponential-delay",
          "restart-strategy.exponential-delay.initial-backoff", "200ms",
          "restart-strategy.exponential-delay.max-backoff", "2s");

  private final Endpoints endpoints;
  private final Sandbox sandbox;
  private final TestStream stream;
  private final String bucket;
  private final FlinkCluster cluster;
  private final LatestReader latest;
  private final ArchivedFiles files;
  private FlinkJob job;
  private LatestWatcher watcher;

  private ArchiveRun(
      Sandbox sandbox, Endpoints endpoints, TestStream stream, Map<String, String> configuration)
      throws IOException {
    this.sandbox = sandbox;
    this.endpoints = endpoints;
    this.stream = stream;
    this.bucket = sandbox.uniqueName("chaos");
    sandbox.createBucket(bucket);
    SandboxS3.initialize(sandbox);
    this.latest = new LatestReader(sandbox, stream.name());
    this.files = new ArchivedFiles(new Path(archive()));
    this.cluster = FlinkCluster.start(clusterOptions(configuration));
  }

  /** Starts a cluster and, on it, the job. */
  static ArchiveRun start(Sandbox sandbox) throws IOException {
    return start(sandbox, Endpoints.of(sandbox), Map.of());
  }

  /**
   * Starts a cluster and, on it, the job.
   *
   * @param configuration of Flink, beyond what this class sets
   */
  static ArchiveRun start(Sandbox sandbox, Endpoints endpoints, Map<String, String> configuration)
      throws IOException {
    TestStream stream = TestStream.create(sandbox, sandbox.uniqueName("chaos"), 2);
    ArchiveRun run = new ArchiveRun(sandbox, endpoints, stream, configuration);
    try {
      run.job = run.cluster.submit(run.submission());
      run.job.awaitRunning();
      run.watcher = LatestWatcher.over(run.latest);
      return run;
    } catch (IOException | RuntimeException e) {
      run.close();
      throw e;
    }
  }

  TestStream stream() {
    return stream;
  }

  String bucket() {
    return bucket;
  }

  String archive() {
    return "s3://" + bucket + "/kinesis";
  }

  LatestReader latest() {
    return latest;
  }

  FlinkCluster cluster() {
    return cluster;
  }

  FlinkJob job() {
    return job;
  }

  /** What a user would submit. */
  ArchiveOptionsBuilder options() {
    return ArchiveOptionsBuilder.in(sandbox)
        .with(endpoints.arguments().toArray(new String[0]))
        .with("--stream", stream.name(), "--archive", archive(), "--create-tables")
        .with("--key-buckets", "2");
  }

  /** The machine is lost, job and all; the job goes on from the checkpoint that is left. */
  void loseClusterAndResume() throws IOException {
    String lost = job.id();
    cluster.restart();
    String checkpoint = RetainedCheckpoints.latest(new Path(checkpoints()), lost);
    job = cluster.submit(submission().withSavepoint(checkpoint));
    job.awaitRunning();
  }

  /** Waits until all that was put is there, in either place. */
  void awaitArchived() {
    Awaitility.await()
        .atMost(PATIENCE)
        .pollInterval(Duration.ofMillis(500))
        .until(
            () ->
                latest.positions().equals(LatestReader.highest(stream.puts()))
                    && files.rows().size() >= stream.puts().size());
  }

  /** Stops the job, and looks at everything there is. */
  void stopAndAssertComplete() {
    job.awaitRunning();
    job.stopWithSavepoint();
    watcher.close();
    Account.assertBalanced(stream.puts(), new ArchivedFiles(new Path(archive())).rows());
    assertThat(latest.positions()).isEqualTo(LatestReader.highest(stream.puts()));
    assertThat(watcher.wentBack()).isEmpty();
    assertThat(watcher.looks()).isPositive();
  }

  @Override
  public void close() {
    if (watcher != null) {
      watcher.close();
    }
    cluster.close();
    latest.close();
    stream.close();
  }

  private JobSubmission submission() throws IOException {
    return JobSubmission.of(JobJar.path())
        .withParallelism(TASK_MANAGERS)
        .withArguments(options().arguments());
  }

  private String checkpoints() {
    return "s3://" + bucket + "/checkpoints";
  }

  private FlinkClusterOptions clusterOptions(Map<String, String> more) {
    FlinkClusterOptions options =
        FlinkClusterOptions.defaults()
            .withSandbox(sandbox)
            .with("s3.endpoint", endpoints.s3().toString())
            .withTaskManagers(TASK_MANAGERS)
            .withSlotsPerTaskManager(1)
            .withTaskHeapMebibytes(384)
            .withCheckpoints(checkpoints());
    for (Map.Entry<String, String> entry : CONFIGURATION.entrySet()) {
      options = options.with(entry.getKey(), entry.getValue());
    }
    for (Map.Entry<String, String> entry : more.entrySet()) {
      options = options.with(entry.getKey(), entry.getValue());
    }
    return options;
  }
}
