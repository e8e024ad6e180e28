package io.kinesisrewind.archive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.kinesisrewind.archive.preflight.Preflight;
import io.kinesisrewind.archive.support.Aggregates;
import io.kinesisrewind.archive.support.ArchiveOptionsBuilder;
import io.kinesisrewind.archive.support.ArchiveReader;
import io.kinesisrewind.archive.support.DuckDb;
import io.kinesisrewind.archive.support.HistoryReader;
import io.kinesisrewind.archive.support.LatestReader;
import io.kinesisrewind.archive.support.LatestWatcher;
import io.kinesisrewind.archive.support.Payloads;
import io.kinesisrewind.archive.support.PutRecord;
import io.kinesisrewind.archive.support.TestStream;
import io.kinesisrewind.sandbox.Sandbox;
import io.kinesisrewind.sandbox.SandboxExtension;
import io.kinesisrewind.schemas.ArchivedRecord;
import io.kinesisrewind.schemas.CloudEventEnvelope;
import io.kinesisrewind.schemas.JsonMember;
import io.kinesisrewind.schemas.ReplayAnnotation;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.metrics.Counter;
import org.apache.flink.runtime.testutils.InMemoryReporter;
import org.apache.flink.runtime.testutils.MiniClusterResourceConfiguration;
import org.apache.flink.test.junit5.MiniClusterExtension;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** The job as it runs, on Flink's in-process cluster with real emulators. */
class ArchiveJobIT {

  private static final Duration PATIENCE = Duration.ofMinutes(3);

  @RegisterExtension static final SandboxExtension SANDBOX = new SandboxExtension();

  private static final InMemoryReporter METRICS = InMemoryReporter.createWithRetainedMetrics();

  @RegisterExtension
  static final MiniClusterExtension FLINK =
      new MiniClusterExtension(
          new MiniClusterResourceConfiguration.Builder()
              .setNumberTaskManagers(1)
              .setNumberSlotsPerTaskManager(2)
              .setConfiguration(METRICS.addToConfiguration(new Configuration()))
              .build());

  @TempDir Path archive;
  @TempDir Path savepoints;

  private Sandbox sandbox;

  @BeforeEach
  void noFailures() {
    sandbox = SANDBOX.sandbox();
    FailAfterCheckpoint.times(0);
  }

  @Test
  void throughFailuresEveryRecordIsArchivedOnceAndNoKeyGoesBack() throws Exception {
    Payloads payloads = new Payloads(1);
    FailAfterCheckpoint.times(3);
    try (TestStream stream = stream(3);
        TestStream aggregated = stream(2);
        LatestReader latest = new LatestReader(sandbox, stream.name());
        LatestReader latestAggregated = new LatestReader(sandbox, aggregated.name())) {
      ArchiveOptions options =
          options("--stream", stream.name() + "," + aggregated.name(), "--create-tables");
      Preflight.check(options);
      try (TestJob job = TestJob.start(options, savepoints, null, FailAfterCheckpoint::behind);
          LatestWatcher watcher = LatestWatcher.over(latest)) {
        for (int round = 0; round < 12; round++) {
          stream.putAll(payloads.keys(100), payloads.next(100));
          Aggregates.put(
              aggregated, aggregated.shards().get(round % 2), payloads.keys(20), payloads.next(20));
        }
        await()
            .atMost(PATIENCE)
            .until(() -> FailAfterCheckpoint.left() == 0 || more(stream, payloads));
        List<PutRecord> puts = all(stream, aggregated);
        await().atMost(PATIENCE).until(() -> ArchiveReader.puts(archive).size() >= puts.size());
        job.stop();

        assertThat(FailAfterCheckpoint.left()).isZero();
        assertThat(ArchiveReader.puts(archive)).containsExactlyInAnyOrderElementsOf(puts);
        assertThat(latest.positions()).isEqualTo(LatestReader.highest(stream.puts()));
        assertThat(latestAggregated.positions()).isEqualTo(LatestReader.highest(aggregated.puts()));
        assertThat(watcher.wentBack()).isEmpty();
        assertThat(watcher.looks()).isPositive();
      }
    }
    assertThat(DuckDb.query(archive, "SELECT count(*) FROM archive"))
        .containsExactly(List.of(Integer.toString(ArchiveReader.rows(archive).size())));
  }

  @Test
  void hostileRecordsAreArchivedAsTheyArePut() throws Exception {
    String name = "aZ09_.-" + sandbox.uniqueName("x");
    byte[] largest = new byte[1 << 20];
    new Random(3).nextBytes(largest);
    String longestKey = "\uD83D\uDE00".repeat(128); // the emulator counts each as two
    try (TestStream stream = TestStream.create(sandbox, name, 1);
        LatestReader latest = new LatestReader(sandbox, name)) {
      stream.put("empty", new byte[0]);
      stream.put("random", largest);
      stream.put(longestKey, "data".getBytes(StandardCharsets.UTF_8));
      stream.put("../../etc", new byte[] {0, (byte) 0xFF, (byte) 0xC3, 0x28});
      stream.put("a/b=c\n\t\"'\\\u0001", "{\"_rewind\":1}".getBytes(StandardCharsets.UTF_8));
      byte[] text = "abc ".repeat(150_000).getBytes(StandardCharsets.UTF_8);
      stream.put("compressible", text);
      ArchiveOptions options = options("--stream", name, "--create-tables");
      Preflight.check(options);
      try (TestJob job = TestJob.start(options, savepoints)) {
        await()
            .atMost(PATIENCE)
            .until(() -> ArchiveReader.puts(archive).size() >= stream.puts().size());
        job.stop();
      }

      assertThat(ArchiveReader.puts(archive)).containsExactlyInAnyOrderElementsOf(stream.puts());
      assertThat(latest.positions()).isEqualTo(LatestReader.highest(stream.puts()));
      assertThat(latest.items().get("random")).containsKey("archiveLocation");
      assertThat(latest.items().get("compressible").get("recordDataEncoding").s())
          .isEqualTo("gzip");
      assertThat(latest.items().get("empty").get("recordData").b().asByteArray()).isEmpty();
    }
  }

  @Test
  void allThatWasReadIsThereWhenTheJobIsStopped() throws Exception {
    Payloads payloads = new Payloads(6);
    try (TestStream stream = stream(2);
        LatestReader latest = new LatestReader(sandbox, stream.name())) {
      stream.putAll(payloads.keys(150), payloads.next(150));
      ArchiveOptions options =
          options("--stream", stream.name(), "--create-tables", "--coalesce", "10min");
      Preflight.check(options);
      try (TestJob job = TestJob.startWithoutCheckpoints(options, savepoints)) {
        await().atMost(PATIENCE).until(() -> count(job, ArchiveMetrics.RECORDS_READ) == 150);
        assertThat(ArchiveReader.files(archive)).isEmpty();
        assertThat(latest.items()).isEmpty();
        job.stop();
      }

      assertThat(ArchiveReader.puts(archive)).containsExactlyInAnyOrderElementsOf(stream.puts());
      assertThat(latest.positions()).isEqualTo(LatestReader.highest(stream.puts()));
    }
  }

  @Test
  void goesOnAtASavepointWithoutGapOrRepetition() throws Exception {
    Payloads payloads = new Payloads(2);
    try (TestStream stream = stream(2)) {
      ArchiveOptions options = options("--stream", stream.name(), "--mode", "PARQUET");
      stream.putAll(payloads.keys(100), payloads.next(100));
      String savepoint;
      try (TestJob job = TestJob.start(options, savepoints)) {
        await().atMost(PATIENCE).until(() -> ArchiveReader.rows(archive).size() >= 50);
        savepoint = job.stop();
      }
      stream.putAll(payloads.keys(100), payloads.next(100));
      try (TestJob job = TestJob.start(options, savepoints, savepoint, source -> source)) {
        await().atMost(PATIENCE).until(() -> ArchiveReader.rows(archive).size() >= 200);
        job.drain();
      }

      assertThat(ArchiveReader.puts(archive)).containsExactlyInAnyOrderElementsOf(stream.puts());
    }
  }

  @Test
  void latestMeansWhenTheJobWasFirstStarted() throws Exception {
    Payloads payloads = new Payloads(4);
    try (TestStream stream = stream(1)) {
      stream.put("before", new byte[1]);
      Instant start = Instant.now();
      await().until(() -> Instant.now().isAfter(start.plusMillis(10)));
      ArchiveOptions options = latestOnly(stream);
      String savepoint;
      try (TestJob job = TestJob.start(options, savepoints)) {
        await().atMost(PATIENCE).until(this::hasCheckpoint);
        savepoint = job.stop(); // nothing read: the saved position is "from the start time"
      }
      List<String> keys = payloads.keys(20);
      stream.putAll(keys, payloads.next(20));
      try (TestJob job =
          TestJob.start(latestOnly(stream), savepoints, savepoint, source -> source)) {
        await().atMost(PATIENCE).until(() -> ArchiveReader.rows(archive).size() >= 20);
        job.stop();
      }

      assertThat(ArchiveReader.puts(archive))
          .containsExactlyInAnyOrderElementsOf(stream.puts().subList(1, 21));
    }
  }

  @Test
  void replayedRecordsAreLeftOut() throws Exception {
    try (TestStream stream = stream(1);
        LatestReader latest = new LatestReader(sandbox, stream.name())) {
      putReplayed(stream, "a");
      PutRecord original = stream.put("b", "{\"b\":1}".getBytes(StandardCharsets.UTF_8));
      ArchiveOptions options = options("--stream", stream.name(), "--create-tables");
      Preflight.check(options);
      try (TestJob job = TestJob.start(options, savepoints)) {
        await().atMost(PATIENCE).until(() -> !ArchiveReader.rows(archive).isEmpty());
        job.stop();

        assertThat(count(job, ArchiveMetrics.RECORDS_READ)).isEqualTo(2);
        assertThat(count(job, ArchiveMetrics.REPLAYS_SKIPPED)).isEqualTo(1);
        assertThat(count(job, ArchiveMetrics.RECORDS_ARCHIVED)).isEqualTo(1);
        assertThat(count(job, ArchiveMetrics.BYTES_ARCHIVED)).isEqualTo(7);
        assertThat(count(job, ArchiveMetrics.FILES_COMMITTED)).isEqualTo(1);
        assertThat(count(job, ArchiveMetrics.LATEST_WRITES)).isEqualTo(1);
      }

      assertThat(ArchiveReader.puts(archive)).containsExactly(original);
      assertThat(latest.positions()).containsOnlyKeys("b");
    }
  }

  @Test
  void replayedRecordsAreKeptOnDemandButNotAsLatest() throws Exception {
    try (TestStream stream = stream(1);
        LatestReader latest = new LatestReader(sandbox, stream.name());
        HistoryReader history = new HistoryReader(sandbox, stream.name())) {
      putReplayed(stream, "a");
      stream.put("c", CloudEventEnvelope.write(new byte[] {1}, annotation("c")));
      stream.put("b", "{\"b\":1}".getBytes(StandardCharsets.UTF_8));
      ArchiveOptions options =
          options(
              "--stream",
              stream.name(),
              "--mode",
              "parquet+latest+all",
              "--create-tables",
              "--archive-replayed");
      Preflight.check(options);
      try (TestJob job = TestJob.start(options, savepoints)) {
        await().atMost(PATIENCE).until(() -> ArchiveReader.rows(archive).size() >= 3);
        job.stop();
        assertThat(count(job, ArchiveMetrics.HISTORY_WRITES)).isEqualTo(1);
      }

      assertThat(ArchiveReader.rows(archive))
          .extracting(ArchivedRecord::getPartitionKey, ArchivedRecord::getReplayId)
          .containsExactlyInAnyOrder(
              org.assertj.core.groups.Tuple.tuple("a", "replay-1"),
              org.assertj.core.groups.Tuple.tuple("c", "replay-1"),
              org.assertj.core.groups.Tuple.tuple("b", null));
      assertThat(latest.positions()).containsOnlyKeys("b");
      assertThat(history.items())
          .extracting(item -> item.get("partitionKey").s())
          .containsExactly("b");
    }
  }

  private TestStream stream(int shards) {
    return TestStream.create(sandbox, sandbox.uniqueName("orders"), shards);
  }

  private ArchiveOptions options(String... more) {
    return ArchiveOptionsBuilder.in(sandbox)
        .with("--archive", archive.toString())
        .with(more)
        .options();
  }

  private ArchiveOptions latestOnly(TestStream stream) {
    return options("--stream", stream.name(), "--mode", "parquet", "--start", "latest");
  }

  /** Failures need records after a checkpoint; always false, to be asked again. */
  private static boolean more(TestStream stream, Payloads payloads) {
    stream.putAll(payloads.keys(20), payloads.next(20));
    return false;
  }

  private static List<PutRecord> all(TestStream... streams) {
    List<PutRecord> puts = new ArrayList<>();
    for (TestStream stream : streams) {
      puts.addAll(stream.puts());
    }
    return puts;
  }

  private static void putReplayed(TestStream stream, String key) throws Exception {
    byte[] payload = "{\"a\":1}".getBytes(StandardCharsets.UTF_8);
    stream.put(key, JsonMember.write(payload, annotation(key)));
  }

  private static ReplayAnnotation annotation(String key) {
    ArchivedRecord original =
        new ArchivedRecord(
            "orders",
            "shardId-000000000000",
            "1",
            0L,
            key,
            null,
            Instant.EPOCH,
            ByteBuffer.allocate(0),
            null);
    return ReplayAnnotation.of(original, "replay-1", Instant.EPOCH, Map.of());
  }

  /** Over all subtasks. */
  private static long count(TestJob job, String metric) {
    return METRICS
        .findMetrics(job.client().getJobID(), "\\.kinesisanalytics\\..*\\." + metric + "$")
        .values()
        .stream()
        .mapToLong(counter -> ((Counter) counter).getCount())
        .sum();
  }

  private boolean hasCheckpoint() throws IOException {
    try (Stream<Path> files = Files.walk(savepoints)) {
      return files.anyMatch(file -> file.endsWith("_metadata"));
    } catch (UncheckedIOException e) {
      return false; // an older one is being deleted
    }
  }
}
