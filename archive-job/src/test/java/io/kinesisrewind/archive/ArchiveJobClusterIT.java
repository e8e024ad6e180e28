package io.kinesisrewind.archive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.kinesisrewind.archive.support.ArchiveOptionsBuilder;
import io.kinesisrewind.archive.support.JobJar;
import io.kinesisrewind.archive.support.LatestReader;
import io.kinesisrewind.archive.support.Payloads;
import io.kinesisrewind.archive.support.PutRecord;
import io.kinesisrewind.archive.support.SandboxS3;
import io.kinesisrewind.archive.support.TestStream;
import io.kinesisrewind.sandbox.Sandbox;
import io.kinesisrewind.sandbox.SandboxExtension;
import io.kinesisrewind.sandbox.flink.FlinkCluster;
import io.kinesisrewind.sandbox.flink.FlinkClusterOptions;
import io.kinesisrewind.sandbox.flink.FlinkJob;
import io.kinesisrewind.sandbox.flink.JobSubmission;
import java.time.Duration;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/**
 * The shaded jar on a cluster of separate processes, S3 as a plugin, nothing on the class path but
 * what Managed Flink provides.
 */
class ArchiveJobClusterIT {

  @RegisterExtension static final SandboxExtension SANDBOX = new SandboxExtension();

  @Test
  void archivesToS3ThroughAKilledTaskManagerAndEndsCleanlyAtASavepoint() throws Exception {
    Sandbox sandbox = SANDBOX.sandbox();
    String bucket = sandbox.uniqueName("archive");
    sandbox.createBucket(bucket);
    String archive = "s3://" + bucket + "/kinesis";
    try (TestStream stream = TestStream.create(sandbox, sandbox.uniqueName("orders"), 2);
        LatestReader latest = new LatestReader(sandbox, stream.name());
        FlinkCluster cluster =
            FlinkCluster.start(
                FlinkClusterOptions.defaults()
                    .withSandbox(sandbox)
                    .withCheckpoints("s3://" + bucket + "/checkpoints")
                    .with("execution.checkpointing.interval", "1s"))) {
      Payloads payloads = new Payloads(7);
      stream.putAll(payloads.keys(500), payloads.next(500));
      FlinkJob job =
          cluster.submit(
              JobSubmission.of(JobJar.path())
                  .withParallelism(2)
                  .withArguments(
                      ArchiveOptionsBuilder.in(sandbox)
                          .with("--stream", stream.name(), "--archive", archive, "--create-tables")
                          .arguments()));
      job.awaitRunning();
      job.awaitCheckpoint();
      stream.putAll(payloads.keys(200), payloads.next(200));
      cluster.killTaskManager(0);
      cluster.startTaskManager();
      stream.putAll(payloads.keys(200), payloads.next(200));
      await()
          .atMost(Duration.ofMinutes(3))
          .until(
              () -> latest.positions(),
              positions -> positions.equals(LatestReader.highest(stream.puts())));
      job.awaitRunning();
      job.stopWithSavepoint();

      SandboxS3.initialize(sandbox);
      List<PutRecord> archived =
          SandboxS3.rows(new org.apache.flink.core.fs.Path(archive)).stream()
              .map(PutRecord::of)
              .collect(Collectors.toList());
      assertThat(archived).containsExactlyInAnyOrderElementsOf(stream.puts());
    }
  }
}
