package io.kinesisrewind.archive.compact;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.kinesisrewind.archive.parquet.Compression;
import io.kinesisrewind.archive.support.ArchiveReader;
import io.kinesisrewind.archive.support.HookedFiles;
import io.kinesisrewind.archive.support.Records;
import io.kinesisrewind.runtime.JobArguments;
import io.kinesisrewind.runtime.JobEnvironment;
import io.kinesisrewind.schemas.ArchivedRecord;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.flink.configuration.CheckpointingOptions;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.RestartStrategyOptions;
import org.apache.flink.runtime.testutils.MiniClusterResourceConfiguration;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.test.junit5.MiniClusterExtension;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The job as it runs, on Flink's in-process cluster. */
class CompactJobIT {

  private static final int HOURS = 4;
  private static final int BUCKETS = 2;

  @RegisterExtension
  static final MiniClusterExtension FLINK =
      new MiniClusterExtension(
          new MiniClusterResourceConfiguration.Builder()
              .setNumberTaskManagers(1)
              .setNumberSlotsPerTaskManager(2)
              .build());

  @TempDir Path folder;
  @TempDir Path checkpoints;

  @AfterEach
  void unhook() {
    HookedFiles.unhook();
  }

  /** Without a checkpoint it starts from the beginning, with them in the middle. */
  @ParameterizedTest
  @ValueSource(strings = {"20 ms", "1 h"})
  void throughFailuresEveryRecordIsThereOnceAndTheReportIsRight(String checkpoints)
      throws Exception {
    TestGroups archive = new TestGroups(folder, "hooked");
    List<ArchivedRecord> records = fill(archive, 4);
    AtomicInteger operations = new AtomicInteger();
    AtomicInteger failures = new AtomicInteger();
    HookedFiles.hook(
        (operation, path) -> {
          if (!operation.endsWith("open")
              && operations.incrementAndGet() % 11 == 0
              && failures.incrementAndGet() <= 6) {
            throw new IOException("Induced failure");
          }
        });

    CompactReport report = run(archive, checkpoints);

    assertThat(failures.get()).isGreaterThanOrEqualTo(6);
    assertThat(archive.rows()).containsExactlyInAnyOrderElementsOf(records);
    assertThat(archive.files()).hasSize(HOURS * BUCKETS);
    assertThat(report.outcome().merged).isEqualTo(HOURS * BUCKETS);
    assertThat(report.outcome().records).isEqualTo(records.size());
    assertThat(report.outcome().filesAfter).isEqualTo(HOURS * BUCKETS);
    assertThat(report.problems()).isEmpty();
  }

  @Test
  void whatIsBrokenFailsTheJobAndKeepsItFromNothingElse() throws Exception {
    TestGroups archive = new TestGroups(folder, "hooked");
    List<ArchivedRecord> records = fill(archive, 2);
    Path broken = archive.files().get(0);
    List<ArchivedRecord> inBroken =
        ArchiveReader.rowsOf(new org.apache.parquet.io.LocalInputFile(broken));
    try (RandomAccessFile file = new RandomAccessFile(broken.toFile(), "rw")) {
      file.setLength(file.length() - 1);
    }

    assertThatThrownBy(() -> run(archive, "1 h"))
        .rootCause()
        .isInstanceOf(CompactionFailedException.class)
        .hasMessageContaining(broken.getFileName().toString());

    assertThat(broken).exists();
    records.removeAll(inBroken);
    List<ArchivedRecord> rows = new ArrayList<>();
    archive.files().stream()
        .filter(file -> !file.equals(broken))
        .forEach(
            file ->
                rows.addAll(ArchiveReader.rowsOf(new org.apache.parquet.io.LocalInputFile(file))));
    assertThat(rows).containsExactlyInAnyOrderElementsOf(records);
    assertThat(archive.files()).hasSize(HOURS * BUCKETS + 1);
  }

  @Test
  void whereThereIsNothingToDoItSaysSo() throws Exception {
    TestGroups archive = new TestGroups(folder, "hooked");
    fill(archive, 1);

    CompactReport report = run(archive, "1 h");

    assertThat(report.describe().get(0)).startsWith("merged    0 files into 0");
  }

  @Test
  void hoursThatAreNotClosedAreLeftAlone() throws Exception {
    TestGroups archive = new TestGroups(folder);
    fill(archive, 2);
    String age = Duration.between(Records.NOON.plus(Duration.ofHours(3)), now()).toString();

    Compaction compaction =
        Compaction.prepare(
            options("--closed-for", age, "--dry-run", "--from", "2026-03-01T13:59:59Z"));

    // Of 12, 13, 14 and 15 o'clock the first is before --from; 15 o'clock is not closed.
    assertThat(compaction.size()).isEqualTo(2 * BUCKETS);
    assertThat(compaction.describe().get(1)).contains("8 files in 2 closed hours (1 hours not");
    assertThat(compaction.dryRun().get(0)).contains("8 files").contains("into about 4");
    assertThat(archive.files()).hasSize(HOURS * BUCKETS * 2);
  }

  @Test
  void anArchiveOrStreamThatIsNotThereIsAUsersMistake() throws IOException {
    assertThatThrownBy(() -> Compaction.prepare(options()))
        .hasMessageContaining("there is no archive here");
    fill(new TestGroups(folder), 1);
    assertThatThrownBy(() -> Compaction.prepare(options("--stream", "nobody")))
        .hasMessage("--stream nobody: is not in the archive, which holds orders");
  }

  private CompactReport run(TestGroups archive, String checkpointInterval) throws Exception {
    Configuration configuration = new Configuration();
    configuration.set(RestartStrategyOptions.RESTART_STRATEGY, "fixed-delay");
    configuration.set(RestartStrategyOptions.RESTART_STRATEGY_FIXED_DELAY_ATTEMPTS, 20);
    configuration.set(RestartStrategyOptions.RESTART_STRATEGY_FIXED_DELAY_DELAY, Duration.ZERO);
    configuration.setString("execution.checkpointing.interval", checkpointInterval);
    configuration.set(CheckpointingOptions.CHECKPOINTS_DIRECTORY, checkpoints.toUri().toString());
    StreamExecutionEnvironment env =
        JobEnvironment.configure(StreamExecutionEnvironment.getExecutionEnvironment(configuration));
    env.setParallelism(2);
    List<HourBucket> groups = archive.groups();
    Manner manner = new Manner(2, TestGroups.LARGE, Compression.DEFAULT, Duration.ofDays(1));
    CompactPipeline.define(
        env,
        groups.size(),
        new CompactGroups(archive.root(), "compact-1", manner, groups),
        new AccountOperator(archive.root(), "compact-1"));
    env.execute("compact");
    return CompactReport.read(archive.root(), "compact-1").orElseThrow();
  }

  private CompactOptions options(String... more) {
    List<String> arguments = new ArrayList<>(List.of("--archive", folder.toString()));
    arguments.addAll(List.of(more));
    CompactOptions options = new CompactOptions();
    JobArguments.parse(options, arguments.toArray(String[]::new));
    return options;
  }

  /** As many files for each hour and bucket. */
  private static List<ArchivedRecord> fill(TestGroups archive, int files) throws IOException {
    List<ArchivedRecord> records = new ArrayList<>();
    for (int hour = 0; hour < HOURS; hour++) {
      for (int file = 0; file < files; file++) {
        List<ArchivedRecord> part =
            TestGroups.records(hour * 3_600 + file * 20, hour * 3_600 + file * 20 + 20);
        archive.write(part, BUCKETS);
        records.addAll(part);
      }
    }
    return records;
  }

  private static java.time.Instant now() {
    return java.time.Instant.now();
  }
}
