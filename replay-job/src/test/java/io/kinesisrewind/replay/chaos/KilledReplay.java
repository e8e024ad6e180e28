package io.kinesisrewind.replay.chaos;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.kinesisrewind.replay.ledger.Counts;
import io.kinesisrewind.replay.ledger.ReplayState;
import io.kinesisrewind.replay.ledger.ReplayStatus;
import io.kinesisrewind.replay.ledger.StatusFile;
import io.kinesisrewind.replay.testing.JobJar;
import io.kinesisrewind.replay.testing.Records;
import io.kinesisrewind.replay.testing.TestStreams;
import io.kinesisrewind.sandbox.Sandbox;
import io.kinesisrewind.sandbox.faults.Fault;
import io.kinesisrewind.sandbox.faults.FaultProxy;
import io.kinesisrewind.sandbox.faults.FaultRule;
import io.kinesisrewind.sandbox.faults.Injection;
import io.kinesisrewind.sandbox.flink.FlinkCluster;
import io.kinesisrewind.sandbox.flink.FlinkClusterOptions;
import io.kinesisrewind.sandbox.flink.FlinkJob;
import io.kinesisrewind.sandbox.flink.JobState;
import io.kinesisrewind.sandbox.flink.JobSubmission;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;

/**
 * A replay that stops at gates, so that a kill meets it where the test wants it, however fast or
 * slow the machine: reading waits before each hour of the archive, and puts can be made to wait.
 */
final class KilledReplay implements AutoCloseable {

  private static final Duration PATIENCE = Duration.ofMinutes(5);
  private static final String REPLAY_ID = "killed";

  private final GatedArchive archive;
  private final FaultProxy kinesis;
  private final TestStreams streams;
  private final FlinkCluster cluster;
  private final Deliveries deliveries;
  private final FlinkJob job;

  private KilledReplay(Sandbox sandbox, int hours) throws IOException {
    archive = GatedArchive.write(sandbox, hours);
    kinesis = FaultProxy.start(sandbox.kinesisEndpoint(), 1);
    streams = new TestStreams(sandbox);
    String target = streams.create(sandbox.uniqueName("target"), 2);
    deliveries = new Deliveries(streams, target, REPLAY_ID, archive.records());
    // One of the two that the job needs: planning must be over before the gates are shut.
    cluster =
        FlinkCluster.start(
            FlinkClusterOptions.defaults()
                .withSandbox(sandbox)
                .withTaskManagers(1)
                .withSlotsPerTaskManager(1)
                .with("s3.endpoint", archive.endpoint().toString())
                .with("execution.checkpointing.interval", "500 ms")
                .with("restart-strategy.type", "fixed-delay")
                .with("restart-strategy.fixed-delay.attempts", "1000")
                .with("restart-strategy.fixed-delay.delay", "200 ms")
                .with("heartbeat.timeout", "10 s")
                .with("heartbeat.interval", "2 s")
                // Reading that waits at a gate is not to be waited for.
                .with("source.reader.close.timeout", "1000"));
    job = cluster.submit(submission(target));
  }

  /** Starts it; it waits before its second hour. */
  static KilledReplay start(Sandbox sandbox, int hours) throws IOException {
    KilledReplay replay = new KilledReplay(sandbox, hours);
    replay.archive.shutGates();
    replay.cluster.startTaskManager();
    replay.job.awaitRunning();
    return replay;
  }

  /** Waits until all up to the gate is delivered, and a checkpoint knows it. */
  void awaitAllDeliveredAndCheckpointed() {
    int delivered = archive.upToGate().size();
    await()
        .atMost(PATIENCE)
        .ignoreExceptionsInstanceOf(IOException.class) // S3's, where the object is being replaced
        .until(() -> counts().map(counts -> counts.delivered).orElse(0L) == delivered);
    job.awaitCheckpoint();
    deliveries.settle(archive.upToGate());
  }

  /** Nothing is on its way; reading goes on meanwhile. */
  void killAtRest() {
    killOne(archive::openGate);
  }

  /**
   * Lets the next hour be read and kills while puts wait for their answer.
   *
   * @param letThrough requests that are answered before
   */
  void killWhileRequestsAreUnderWay(int letThrough) {
    CountDownLatch gate = new CountDownLatch(1);
    Injection held =
        kinesis.inject(FaultRule.of(Fault.waitFor(gate), "PutRecords").withSkipped(letThrough));
    archive.openGate();
    await().atMost(PATIENCE).until(() -> held.injected() > 0);
    killOne(
        () -> {
          held.switchOff();
          gate.countDown();
        });
  }

  /** Opens all gates and waits for the end. */
  void finish() {
    archive.openAllGates();
    job.awaitState(JobState.FINISHED);
  }

  Deliveries deliveries() {
    return deliveries;
  }

  void assertAccountAddsUp() throws IOException {
    ReplayStatus status = StatusFile.of(archive.root(), REPLAY_ID).read().orElseThrow();
    long all = archive.records().size();
    assertThat(status.state()).isEqualTo(ReplayState.COMPLETED);
    assertThat(status.counts().read).isEqualTo(all);
    assertThat(status.counts().selected).isEqualTo(all);
    assertThat(status.counts().delivered).isEqualTo(all);
  }

  @Override
  public void close() {
    archive.openAllGates();
    cluster.close();
    kinesis.close();
    streams.close();
    archive.close();
  }

  /** Either one: the job needs both. Returns when it has noticed, and runs again. */
  private void killOne(Runnable afterwards) {
    Optional<Instant> before = job.lastRestart();
    cluster.killTaskManager(cluster.taskManagers().iterator().next());
    cluster.startTaskManager();
    afterwards.run();
    await().atMost(PATIENCE).until(() -> !job.lastRestart().equals(before));
    job.awaitRunning();
  }

  private Optional<Counts> counts() throws IOException {
    return StatusFile.of(archive.root(), REPLAY_ID).read().map(ReplayStatus::counts);
  }

  private JobSubmission submission(String target) throws IOException {
    return JobSubmission.of(JobJar.path())
        .withParallelism(2)
        .withArguments(
            List.of(
                "--archive",
                archive.root().toString(),
                "--stream",
                Records.STREAM,
                "--target",
                "kinesis:" + target,
                "--kinesis-endpoint",
                kinesis.endpoint().toString(),
                "--replay-id",
                REPLAY_ID,
                "--annotate",
                "json",
                "--max-in-flight",
                "50"));
  }
}
