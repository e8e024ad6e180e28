package io.kinesisrewind.archive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.kinesisrewind.archive.preflight.Preflight;
import io.kinesisrewind.archive.support.Aggregates;
import io.kinesisrewind.archive.support.ArchiveOptionsBuilder;
import io.kinesisrewind.archive.support.ArchiveReader;
import io.kinesisrewind.archive.support.Payloads;
import io.kinesisrewind.archive.support.PutRecord;
import io.kinesisrewind.archive.support.TestStream;
import io.kinesisrewind.sandbox.Sandbox;
import io.kinesisrewind.sandbox.SandboxExtension;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.apache.flink.runtime.testutils.MiniClusterResourceConfiguration;
import org.apache.flink.test.junit5.MiniClusterExtension;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** The job with a consumer of its own, over HTTP/2 as on AWS. */
class EnhancedFanOutIT {

  /**
   * For the connector to give up once on a consumer that does not become active, and begin anew.
   */
  private static final Duration PATIENCE = Duration.ofMinutes(4);

  @RegisterExtension static final SandboxExtension SANDBOX = new SandboxExtension();

  @RegisterExtension
  static final MiniClusterExtension FLINK =
      new MiniClusterExtension(
          new MiniClusterResourceConfiguration.Builder()
              .setNumberTaskManagers(1)
              .setNumberSlotsPerTaskManager(2)
              .build());

  /**
   * A name of each test's own: when kinesis-local deregisters a consumer, it removes the first one
   * of that name that it finds, whichever stream it belongs to.
   */
  private final String consumer = SANDBOX.sandbox().uniqueName("rewind");

  @TempDir Path archive;
  @TempDir Path savepoints;

  @Test
  void throughFailuresEveryRecordIsArchivedOnceAndTheConsumerStays() throws Exception {
    Payloads payloads = new Payloads(13);
    FailAfterCheckpoint.times(2);
    try (TestStream stream = stream()) {
      ArchiveOptions options = options(stream);
      Preflight.check(options);
      assertThat(stream.consumers()).containsExactly(consumer);
      try (TestJob job = start(options)) {
        putUntilFailed(stream, payloads);
        awaitArchived(stream);
        job.stop();
      }

      assertThat(ArchiveReader.puts(archive)).containsExactlyInAnyOrderElementsOf(stream.puts());
      assertThat(stream.consumers()).containsExactly(consumer);
    }
  }

  @Test
  void onRequestTheConsumerIsDeregisteredAtTheEndAndNotAtAFailure() throws Exception {
    Payloads payloads = new Payloads(14);
    FailAfterCheckpoint.times(1);
    try (TestStream stream = stream()) {
      ArchiveOptions options = options(stream, "--deregister-consumer");
      Preflight.check(options);
      String savepoint;
      try (TestJob job = start(options)) {
        putUntilFailed(stream, payloads);
        assertThat(stream.consumers()).containsExactly(consumer);
        awaitArchived(stream);
        savepoint = job.stop();
      }
      await().atMost(PATIENCE).until(stream::consumers, List::isEmpty);

      stream.putAll(payloads.keys(50), payloads.next(50));
      ArchiveOptions polling = options(stream, "--consumer", "polling");
      try (TestJob job = start(polling, savepoint)) {
        awaitArchived(stream);
        job.stop();
      }
      assertThat(ArchiveReader.puts(archive)).containsExactlyInAnyOrderElementsOf(stream.puts());
    }
  }

  @Test
  void aJobWhoseConsumerWasTakenAwayRegistersItAnewWhenItRestarts() throws Exception {
    Payloads payloads = new Payloads(15);
    FailAfterCheckpoint.times(0);
    try (TestStream stream = stream()) {
      ArchiveOptions options = options(stream);
      Preflight.check(options);
      try (TestJob job = start(options)) {
        stream.putAll(payloads.keys(50), payloads.next(50));
        awaitArchived(stream);
        stream.deregister(consumer);
        FailAfterCheckpoint.times(1);
        putUntilFailed(stream, payloads);
        awaitArchived(stream);
        job.stop();
      }

      assertThat(ArchiveReader.puts(archive)).containsExactlyInAnyOrderElementsOf(stream.puts());
      assertThat(stream.consumers()).containsExactly(consumer);
    }
  }

  private TestStream stream() {
    Sandbox sandbox = SANDBOX.sandbox();
    return TestStream.create(sandbox, sandbox.uniqueName("fan-out"), 2);
  }

  private ArchiveOptions options(TestStream stream, String... more) {
    return ArchiveOptionsBuilder.in(SANDBOX.sandbox())
        .with("--stream", stream.name(), "--mode", "parquet", "--archive", archive.toString())
        .with("--consumer", "efo:" + consumer)
        .with(more)
        .options();
  }

  private TestJob start(ArchiveOptions options) throws Exception {
    return start(options, null);
  }

  private TestJob start(ArchiveOptions options, String savepoint) throws Exception {
    return TestJob.start(options, savepoints, savepoint, FailAfterCheckpoint::behind);
  }

  private static void putUntilFailed(TestStream stream, Payloads payloads) {
    await()
        .atMost(PATIENCE)
        .until(
            () -> {
              stream.putAll(payloads.keys(20), payloads.next(20));
              Aggregates.put(stream, stream.shards().get(0), payloads.keys(20), payloads.next(20));
              return FailAfterCheckpoint.left() == 0;
            });
  }

  private void awaitArchived(TestStream stream) {
    List<PutRecord> puts = stream.puts();
    await().atMost(PATIENCE).until(() -> ArchiveReader.rows(archive).size() >= puts.size());
  }
}
