package io.kinesisrewind.replay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.kinesisrewind.replay.ledger.Counts;
import io.kinesisrewind.replay.ledger.ReplayState;
import io.kinesisrewind.replay.ledger.ReplayStatus;
import io.kinesisrewind.replay.ledger.StatusFile;
import io.kinesisrewind.replay.testing.FakeFunctions;
import io.kinesisrewind.replay.testing.FakeFunctions.Answer;
import io.kinesisrewind.replay.testing.InvocationLog;
import io.kinesisrewind.replay.testing.Records;
import io.kinesisrewind.replay.testing.S3Plugin;
import io.kinesisrewind.replay.testing.TestArchive;
import io.kinesisrewind.replay.testing.TestReplay;
import io.kinesisrewind.replay.testing.TestStreams;
import io.kinesisrewind.runtime.UsageException;
import io.kinesisrewind.sandbox.Sandbox;
import io.kinesisrewind.sandbox.SandboxExtension;
import io.kinesisrewind.sandbox.faults.Fault;
import io.kinesisrewind.sandbox.faults.FaultProxy;
import io.kinesisrewind.sandbox.faults.FaultRule;
import io.kinesisrewind.sandbox.faults.Injection;
import io.kinesisrewind.sandbox.flink.FlinkCluster;
import io.kinesisrewind.sandbox.flink.FlinkClusterOptions;
import io.kinesisrewind.sandbox.flink.FlinkJob;
import io.kinesisrewind.sandbox.flink.JobState;
import io.kinesisrewind.sandbox.flink.JobSubmission;
import io.kinesisrewind.schemas.ArchivedRecord;
import java.io.IOException;
import java.net.URI;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.apache.flink.core.fs.FileSystem;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/**
 * The job as its users run it: the shaded jar on a cluster of several JVMs, with child-first class
 * loading, S3 as a plugin, and a task manager that dies.
 */
class ReplayJobClusterIT {

  private static final Duration PATIENCE = Duration.ofMinutes(3);

  @RegisterExtension static final SandboxExtension SANDBOX = new SandboxExtension();

  @AfterAll
  static void forgetS3() throws IOException {
    FileSystem.initialize(new org.apache.flink.configuration.Configuration(), null);
  }

  @Test
  void theShadedJarReplaysFromS3AndSurvivesTheLossOfATaskManager() throws Exception {
    Sandbox sandbox = SANDBOX.sandbox();
    S3Plugin.install(sandbox);
    String bucket = sandbox.uniqueName("archive");
    sandbox.createBucket(bucket);
    TestArchive archive =
        new TestArchive(new org.apache.flink.core.fs.Path("s3://" + bucket + "/archive"));
    List<ArchivedRecord> records = Records.random(4_000, 60, 11);
    for (int from = 0; from < records.size(); from += 1_000) {
      archive.write(records.subList(from, from + 1_000), 4);
    }
    FlinkClusterOptions options =
        FlinkClusterOptions.defaults()
            .withSandbox(sandbox)
            .withTaskManagers(2)
            .withSlotsPerTaskManager(2)
            .with("execution.checkpointing.interval", "500 ms")
            .with("heartbeat.timeout", "5 s")
            .with("heartbeat.interval", "1 s");
    try (TestStreams streams = new TestStreams(sandbox);
        FaultProxy kinesis = FaultProxy.start(sandbox.kinesisEndpoint(), 1);
        FlinkCluster cluster = FlinkCluster.start(options)) {
      String target = streams.create(sandbox.uniqueName("target"), 2);

      // So that something can happen in the middle of the replay, however fast it is.
      CountDownLatch gate = new CountDownLatch(1);
      Injection held =
          kinesis.inject(FaultRule.of(Fault.waitFor(gate), "PutRecords").withSkipped(6));

      FlinkJob job = cluster.submit(submission(archive, kinesis.endpoint(), target, "cluster"));
      Awaitility.await().atMost(Duration.ofMinutes(2)).until(() -> held.injected() > 0);
      assertThat(streams.read(target)).isNotEmpty();
      cluster.killTaskManager(0);
      gate.countDown();
      job.awaitState(JobState.FINISHED);

      Replays.assertFirstDeliveriesInOrder(streams.read(target), records);
      ReplayStatus status = StatusFile.of(archive.root(), "cluster").read().orElseThrow();
      assertThat(status.state()).isEqualTo(ReplayState.COMPLETED);
      assertThat(status.counts().read).isEqualTo(4_000);
      assertThat(status.counts().delivered).isEqualTo(4_000);
      assertThat(job.accumulators()).containsEntry("replay.delivered", "4000");

      invokeAFunction(cluster, archive, records);

      FlinkJob bad =
          cluster.submit(
              submission(archive, kinesis.endpoint(), target, "bad", "--annotate", "json"));
      bad.awaitState(JobState.FAILED);
      assertThat(bad.exceptions()).contains("cannot carry an annotation: it is not JSON");
      // Nobody attends to it: the job manager says it.
      assertThat(awaitState(archive, "bad", ReplayState.FAILED).message().orElseThrow())
          .contains("its job ended before everything was delivered");
    }
  }

  /** On a cluster of its own: the planner fills most of a job manager's usual metaspace. */
  @Test
  void conditionsAreCompiledByThePlannerThatTheClusterProvides() throws Exception {
    Sandbox sandbox = SANDBOX.sandbox();
    S3Plugin.install(sandbox);
    String bucket = sandbox.uniqueName("archive");
    sandbox.createBucket(bucket);
    TestArchive archive =
        new TestArchive(new org.apache.flink.core.fs.Path("s3://" + bucket + "/archive"));
    List<ArchivedRecord> records = Records.random(1_000, 60, 13);
    archive.write(new ArrayList<>(records), 4);
    FlinkClusterOptions options =
        FlinkClusterOptions.defaults()
            .withSandbox(sandbox)
            .withSlotsPerTaskManager(2)
            .with("execution.checkpointing.interval", "500 ms");
    try (TestStreams streams = new TestStreams(sandbox);
        FlinkCluster cluster = FlinkCluster.start(options)) {
      String target = streams.create(sandbox.uniqueName("target"), 2);
      assertConditionsWork(cluster, archive, target, records);
    }
  }

  private static void assertConditionsWork(
      FlinkCluster cluster, TestArchive archive, String target, List<ArchivedRecord> records)
      throws Exception {
    URI kinesis = SANDBOX.sandbox().kinesisEndpoint();
    String ofSome = "partition_key LIKE 'key-1%' AND JSON_VALUE(data, '$.a') IS NULL";
    FlinkJob some = cluster.submit(submission(archive, kinesis, target, "some", "--where", ofSome));
    some.awaitState(JobState.FINISHED);
    long expected =
        records.stream().filter(each -> each.getPartitionKey().startsWith("key-1")).count();
    Counts counts = StatusFile.of(archive.root(), "some").read().orElseThrow().counts();
    assertThat(counts.delivered).isPositive().isEqualTo(expected);
    assertThat(counts.filtered).isEqualTo(records.size() - expected);

    String ofNone = "CAST(partition_key AS INT) > 1";
    FlinkJob none = cluster.submit(submission(archive, kinesis, target, "none", "--where", ofNone));
    none.awaitState(JobState.FAILED);
    assertThat(none.exceptions())
        .contains(ofNone + " cannot be evaluated: For input string: 'key-");

    assertThatThrownBy(
            () -> cluster.submit(submission(archive, kinesis, target, "no", "--where", "colour")))
        .hasMessageContaining("--where colour: is not an expression over the columns: Unknown");
  }

  @Test
  void aDetachedReplayIsCancelledAndGoesOnWithoutFlinksAddress() throws Exception {
    Sandbox sandbox = SANDBOX.sandbox();
    S3Plugin.install(sandbox);
    String bucket = sandbox.uniqueName("archive");
    sandbox.createBucket(bucket);
    TestArchive archive =
        new TestArchive(new org.apache.flink.core.fs.Path("s3://" + bucket + "/archive"));
    // A key has one record under way at a time: 10 keys and 200 ms make 50 records/s at most.
    List<ArchivedRecord> records = Records.random(2_000, 10, 12);
    archive.write(new ArrayList<>(records), 2);
    FlinkClusterOptions options =
        FlinkClusterOptions.defaults()
            .withSandbox(sandbox)
            .withSlotsPerTaskManager(2)
            .with("execution.checkpointing.interval", "500 ms");
    try (TestStreams streams = new TestStreams(sandbox);
        FaultProxy kinesis = FaultProxy.start(sandbox.kinesisEndpoint(), 1);
        FlinkCluster cluster = FlinkCluster.start(options)) {
      String target = streams.create(sandbox.uniqueName("target"), 2);
      kinesis.inject(FaultRule.of(Fault.delay(Duration.ofMillis(200)), "PutRecords"));
      FlinkJob job = cluster.submit(submission(archive, kinesis.endpoint(), target, "d"));
      Awaitility.await().atMost(PATIENCE).until(() -> job.completedCheckpoints() > 0);
      Awaitility.await().atMost(PATIENCE).until(() -> status(archive, "d").counts().delivered > 0);

      io.kinesisrewind.replay.control.Replays.requestCancel(
          io.kinesisrewind.replay.control.Replays.get(StatusFile.folderIn(archive.root()), "d"));

      job.awaitState(JobState.FAILED);
      assertThat(awaitState(archive, "d", ReplayState.CANCELLED).message())
          .contains("cancelled on request");
      cluster
          .submit(
              JobSubmission.of(jar())
                  .withParallelism(1) // and stays 2 all the same
                  .withArguments(
                      List.of(
                          "--archive",
                          archive.root().toString(),
                          "--resume",
                          "d",
                          "--kinesis-endpoint",
                          sandbox.kinesisEndpoint().toString())))
          .awaitState(JobState.FINISHED);
      ReplayStatus completed = awaitState(archive, "d", ReplayState.COMPLETED);
      assertThat(completed.counts().read).isEqualTo(2_000);
      assertThat(completed.counts().delivered).isEqualTo(2_000);
      assertThat(completed.execution().orElseThrow().checkpointFolders()).hasSize(2);
      Replays.assertFirstDeliveriesInOrder(streams.read(target), records);
    }
  }

  private static ReplayStatus awaitState(TestArchive archive, String id, ReplayState state) {
    return Awaitility.await()
        .atMost(PATIENCE)
        .until(() -> status(archive, id), status -> status.state() == state);
  }

  private static ReplayStatus status(TestArchive archive, String id) throws IOException {
    return StatusFile.of(archive.root(), id).read().orElseThrow();
  }

  private static void invokeAFunction(
      FlinkCluster cluster, TestArchive archive, List<ArchivedRecord> records) throws Exception {
    InvocationLog log = new InvocationLog();
    try (FakeFunctions lambda =
        new FakeFunctions(event -> log.during(event, () -> Answer.returned("")))) {
      FlinkJob invoking =
          cluster.submit(
              JobSubmission.of(jar())
                  .withParallelism(2)
                  .withArguments(
                      List.of(
                          "--archive=" + archive.root(),
                          "--stream=" + Records.STREAM,
                          "--target=lambda:" + FakeFunctions.FUNCTION,
                          "--lambda-endpoint=" + lambda.endpoint(),
                          "--batch-size=500",
                          "--replay-id=invoked")));
      invoking.awaitState(JobState.FINISHED);
    }
    assertThat(log.firstTaken()).isEqualTo(InvocationLog.byKey(records));
  }

  @Test
  void aBucketThatDoesNotExistIsToldInASentence() throws Exception {
    S3Plugin.install(SANDBOX.sandbox());
    List<String> arguments =
        List.of("--archive", "s3://no-such-bucket/archive", "--stream", "s", "--dry-run");

    assertThatThrownBy(() -> Replay.prepare(TestReplay.options(arguments)))
        .isInstanceOf(UsageException.class)
        .hasMessage(
            "--archive s3://no-such-bucket/archive: the bucket no-such-bucket does not exist;"
                + " create it first");
  }

  private static JobSubmission submission(
      TestArchive archive, URI kinesis, String target, String id, String... more)
      throws IOException {
    List<String> arguments = new ArrayList<>();
    arguments.addAll(List.of("--archive", archive.root().toString()));
    arguments.addAll(List.of("--stream", Records.STREAM));
    arguments.addAll(List.of("--target", "kinesis:" + target));
    arguments.addAll(List.of("--kinesis-endpoint", kinesis.toString()));
    arguments.addAll(List.of("--replay-id", id));
    arguments.addAll(List.of("--max-in-flight", "300"));
    arguments.addAll(List.of(more));
    return JobSubmission.of(jar()).withParallelism(2).withArguments(arguments);
  }

  private static Path jar() throws IOException {
    Path folder = Path.of(System.getProperty("basedir"), "target");
    try (DirectoryStream<Path> jars = Files.newDirectoryStream(folder, "replay-job-*-job.jar")) {
      return jars.iterator().next();
    }
  }
}
