package io.kinesisrewind.archive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

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
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.runtime.testutils.MiniClusterResourceConfiguration;
import org.apache.flink.test.junit5.MiniClusterExtension;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What may be changed between a savepoint and the restore from it. */
class RestoreIT {

  private static final Duration PATIENCE = Duration.ofMinutes(3);

  @RegisterExtension static final SandboxExtension SANDBOX = new SandboxExtension();

  @RegisterExtension
  static final MiniClusterExtension FLINK =
      new MiniClusterExtension(
          new MiniClusterResourceConfiguration.Builder()
              .setNumberTaskManagers(1)
              .setNumberSlotsPerTaskManager(4)
              .build());

  @TempDir Path archive;
  @TempDir Path savepoints;

  /** From parallelism 2, four key buckets, one stream. */
  @ParameterizedTest(name = "parallelism {0}, {1} key buckets, {2} streams")
  @CsvSource({"4, 4, 1", "2, 16, 1", "2, 4, 2", "1, 8, 2"})
  void goesOnExactlyWhereItWas(int parallelism, int keyBuckets, int streams) throws Exception {
    Payloads payloads = new Payloads(21);
    FailAfterCheckpoint.times(0);
    try (TestStream first = stream(3);
        TestStream second = stream(2)) {
      put(first, payloads);
      String savepoint;
      try (TestJob job =
          TestJob.start(options(4, first), savepoints, null, FailAfterCheckpoint::behind)) {
        await().atMost(PATIENCE).until(() -> !ArchiveReader.rows(archive).isEmpty());
        put(first, payloads);
        savepoint = job.stop();
      }
      put(first, payloads);
      put(second, payloads);

      TestStream[] restored =
          streams == 1 ? new TestStream[] {first} : new TestStream[] {first, second};
      FailAfterCheckpoint.times(1);
      try (TestJob job =
          TestJob.start(
              options(keyBuckets, restored),
              savepoints,
              savepoint,
              FailAfterCheckpoint::behind,
              parallelism)) {
        await()
            .atMost(PATIENCE)
            .until(
                () -> {
                  put(first, payloads);
                  return FailAfterCheckpoint.left() == 0;
                });
        await()
            .atMost(PATIENCE)
            .until(() -> ArchiveReader.rows(archive).size() >= puts(restored).size());
        job.stop();
      }

      assertThat(ArchiveReader.puts(archive)).containsExactlyInAnyOrderElementsOf(puts(restored));
      assertThat(ArchiveReader.files(archive))
          .anyMatch(file -> file.getFileName().toString().contains(ofBuckets(keyBuckets)));
    }
  }

  private static String ofBuckets(int keyBuckets) {
    return String.format("-of-%02d-", keyBuckets);
  }

  private TestStream stream(int shards) {
    Sandbox sandbox = SANDBOX.sandbox();
    return TestStream.create(sandbox, sandbox.uniqueName("restored"), shards);
  }

  private ArchiveOptions options(int keyBuckets, TestStream... streams) {
    String names = String.join(",", List.of(streams).stream().map(TestStream::name).toList());
    return ArchiveOptionsBuilder.in(SANDBOX.sandbox())
        .with("--stream", names, "--mode", "parquet", "--archive", archive.toString())
        .with("--key-buckets", Integer.toString(keyBuckets))
        .options();
  }

  private static void put(TestStream stream, Payloads payloads) throws Exception {
    stream.putAll(payloads.keys(60), payloads.next(60));
    Aggregates.put(stream, stream.shards().get(0), payloads.keys(30), payloads.next(30));
  }

  private static List<PutRecord> puts(TestStream... streams) {
    List<PutRecord> puts = new ArrayList<>();
    for (TestStream stream : streams) {
      puts.addAll(stream.puts());
    }
    return puts;
  }
}
