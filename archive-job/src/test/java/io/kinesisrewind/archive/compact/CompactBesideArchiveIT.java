package io.kinesisrewind.archive.compact;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.kinesisrewind.archive.ArchiveJob;
import io.kinesisrewind.archive.ArchiveOptions;
import io.kinesisrewind.archive.support.ArchiveOptionsBuilder;
import io.kinesisrewind.archive.support.ArchiveReader;
import io.kinesisrewind.archive.support.Payloads;
import io.kinesisrewind.archive.support.TestStream;
import io.kinesisrewind.runtime.JobEnvironment;
import io.kinesisrewind.sandbox.Sandbox;
import io.kinesisrewind.sandbox.SandboxExtension;
import java.nio.file.Path;
import java.time.Duration;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.core.execution.JobClient;
import org.apache.flink.core.execution.SavepointFormatType;
import org.apache.flink.runtime.testutils.MiniClusterResourceConfiguration;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.test.junit5.MiniClusterExtension;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** The hour that an archive job writes to is compacted while it does: worse than ever happens. */
class CompactBesideArchiveIT {

  private static final int ROUNDS = 8;

  @RegisterExtension static final SandboxExtension SANDBOX = new SandboxExtension();

  @RegisterExtension
  static final MiniClusterExtension FLINK =
      new MiniClusterExtension(
          new MiniClusterResourceConfiguration.Builder()
              .setNumberTaskManagers(1)
              .setNumberSlotsPerTaskManager(2)
              .build());

  @TempDir Path folder;
  @TempDir Path savepoints;

  @Test
  void nothingIsLostAndNothingIsThereTwice() throws Exception {
    Sandbox sandbox = SANDBOX.sandbox();
    TestGroups archive = new TestGroups(folder);
    Payloads payloads = new Payloads(5);
    long merged = 0;
    try (TestStream stream = TestStream.create(sandbox, sandbox.uniqueName("orders"), 2)) {
      JobClient job = start(sandbox, stream);
      for (int round = 0; round < ROUNDS; round++) {
        stream.putAll(payloads.keys(40), payloads.next(40));
        int files = archive.files().size();
        await().atMost(Duration.ofMinutes(3)).until(() -> archive.files().size() > files);
        merged += archive.compact(TestGroups.LARGE).merged;
      }
      await()
          .atMost(Duration.ofMinutes(3))
          .until(() -> archive.rows().size() >= stream.puts().size());
      job.stopWithSavepoint(false, savepoints.toUri().toString(), SavepointFormatType.CANONICAL)
          .get();
      archive.compact(TestGroups.LARGE);

      assertThat(ArchiveReader.puts(folder)).containsExactlyInAnyOrderElementsOf(stream.puts());
    }
    assertThat(merged).isPositive();
  }

  private JobClient start(Sandbox sandbox, TestStream stream) throws Exception {
    ArchiveOptions options =
        ArchiveOptionsBuilder.in(sandbox)
            .with("--stream", stream.name(), "--archive", folder.toString(), "--mode", "parquet")
            .options();
    Configuration configuration = new Configuration();
    configuration.setString("execution.checkpointing.interval", "100 ms");
    configuration.setString(
        "execution.checkpointing.dir", savepoints.resolve("checkpoints").toUri().toString());
    StreamExecutionEnvironment env =
        JobEnvironment.configure(StreamExecutionEnvironment.getExecutionEnvironment(configuration));
    env.setParallelism(2);
    ArchiveJob.define(env, options);
    return env.executeAsync("archive");
  }
}
