package io.kinesisrewind.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.kinesisrewind.archive.parquet.BlockOutput;
import io.kinesisrewind.archive.parquet.Compression;
import io.kinesisrewind.replay.Replay;
import io.kinesisrewind.replay.ledger.Counts;
import io.kinesisrewind.replay.options.ReplayOptions;
import io.kinesisrewind.runtime.AwsAccess;
import io.kinesisrewind.runtime.JobArguments;
import io.kinesisrewind.schemas.ArchiveFileName;
import io.kinesisrewind.schemas.ArchiveHour;
import io.kinesisrewind.schemas.ArchivedRecord;
import io.kinesisrewind.schemas.BlockOrder;
import io.kinesisrewind.schemas.FileSummary;
import io.kinesisrewind.schemas.KeyBucket;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import org.apache.flink.core.fs.FSDataOutputStream;
import org.apache.flink.core.fs.FileSystem.WriteMode;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code ./rewind compact} as a user runs it, and replays before, around and after it. */
class CompactIT {

  private static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");
  private static final int FILES = 6;
  private static final int PER_FILE = 50;
  private static final KeyBucket BUCKET = KeyBucket.of(0, 1);

  @TempDir private Path directory;
  private Path archive;

  @BeforeEach
  void fill() throws IOException {
    archive = directory.resolve("archive");
    for (int file = 0; file < FILES; file++) {
      write(file * PER_FILE);
    }
  }

  @Test
  void saysWhatItWouldDoAndWhatItDid() throws Exception {
    Run dry = compact("--dry-run");
    assertThat(dry.err()).isEmpty();
    assertThat(dry.exitCode()).isZero();
    assertThat(dry.out()).contains("6 files in 1 closed hours").contains("to merge  6 files");
    assertThat(parquetFiles()).hasSize(FILES);

    Run run = compact();
    assertThat(run.err()).isEmpty();
    assertThat(run.exitCode()).isZero();
    assertThat(run.out())
        .contains("merged    6 files into 1, in 1 hour buckets")
        .contains("records   300, each read back and compared; 0 duplicates removed");
    assertThat(parquetFiles()).hasSize(1);

    Run again = compact();
    assertThat(again.exitCode()).isZero();
    assertThat(again.out()).contains("merged    0 files into 0");
  }

  @Test
  void aBrokenFileIsNamedAndIsExitCode1() throws Exception {
    Path broken = parquetFiles().get(0);
    byte[] half = java.util.Arrays.copyOf(Files.readAllBytes(broken), 100);
    Files.write(broken, half);

    Run run = compact();

    assertThat(run.exitCode()).isEqualTo(Rewind.FAILED);
    assertThat(run.err()).contains(broken.getFileName().toString()).contains("is broken");
    assertThat(run.err()).doesNotContain("\tat ");
    assertThat(run.out()).contains("merged    5 files into 1");
    assertThat(broken).hasBinaryContent(half);
  }

  @Test
  void aReplayThatPlannedBeforeGivesEveryRecordOnceInOrder() throws Exception {
    try (LocalFlink flink = flink()) {
      Replay planned = replay("before");
      assertThat(compact().exitCode()).isZero();
      assertThat(parquetFiles()).hasSize(1);

      assertReplaysAll(flink, planned, "before", 0);
      assertReplaysAll(flink, replay("after"), "after", 0);
    }
  }

  @Test
  void aReplayOfOldAndNewFilesGivesEveryRecordOnceInOrder() throws Exception {
    List<Path> old = parquetFiles();
    List<byte[]> contents = new ArrayList<>();
    for (Path file : old) {
      contents.add(Files.readAllBytes(file));
    }
    assertThat(compact().exitCode()).isZero();
    for (int i = 0; i < old.size(); i += 2) {
      Files.write(old.get(i), contents.get(i)); // as if it had been killed in the middle
    }

    try (LocalFlink flink = flink()) {
      assertReplaysAll(flink, replay("both"), "both", FILES / 2 * PER_FILE);
    }
    assertThat(compact().out()).contains("leftovers 3 files of a run that was cut short");
    assertThat(parquetFiles()).hasSize(1);
  }

  private void assertReplaysAll(LocalFlink flink, Replay replay, String id, int duplicates)
      throws Exception {
    StreamExecutionEnvironment env = flink.environment();
    replay.define(env);
    LocalJob job = flink.submit(env, id, null);
    while (!job.awaitEnd(java.time.Duration.ofMillis(100))) {
      assertThat(job.newProblem()).isEmpty();
    }
    assertThat(job.failure()).isEmpty();
    Counts counts = replay.status().counts();
    assertThat(counts.delivered).isEqualTo(FILES * PER_FILE);
    assertThat(counts.duplicates).isEqualTo(duplicates);
    assertThat(replayed(id))
        .containsExactlyElementsOf(
            Stream.iterate(0, i -> i < FILES * PER_FILE, i -> i + 1)
                .map(i -> Integer.toString(1_000 + i))
                .toList());
  }

  /** Sequence numbers in the order of delivery. */
  private List<String> replayed(String id) throws IOException {
    List<String> sequences = new ArrayList<>();
    try (Stream<Path> files = Files.walk(directory.resolve(id))) {
      for (Path file : files.filter(Files::isRegularFile).sorted().toList()) {
        for (String line : Files.readAllLines(file)) {
          JsonNode json = new ObjectMapper().readTree(line);
          sequences.add(json.path("sequence_number").asText());
        }
      }
    }
    return sequences;
  }

  private Replay replay(String id) throws IOException {
    ReplayOptions options = new ReplayOptions();
    JobArguments.parse(
        options,
        "--stream=orders",
        "--archive=" + archive,
        "--target=file:" + directory.resolve(id),
        "--replay-id=" + id,
        "--region=eu-west-1");
    return Replay.prepare(options);
  }

  private LocalFlink flink() throws Exception {
    AwsAccess aws = new AwsAccess("eu-west-1", null, null, null);
    return LocalFlink.start(aws, directory.resolve("work"), 1, Map.of());
  }

  private Run compact(String... more) {
    List<String> all = new ArrayList<>(List.of("compact", "--region=eu-west-1"));
    all.add("--archive=" + archive);
    all.addAll(List.of(more));
    return Run.of(all.toArray(String[]::new));
  }

  private List<Path> parquetFiles() throws IOException {
    try (Stream<Path> files = Files.walk(archive)) {
      return files
          .filter(file -> file.getFileName().toString().endsWith(".parquet"))
          .sorted()
          .toList();
    }
  }

  private void write(int first) throws IOException {
    List<ArchivedRecord> rows = new ArrayList<>();
    for (int i = first; i < first + PER_FILE; i++) {
      rows.add(record(i));
    }
    rows.sort(BlockOrder.COMPARATOR);
    String name = ArchiveFileName.of(BUCKET, UUID.randomUUID().toString());
    var file =
        new org.apache.flink.core.fs.Path(
            archive + "/" + ArchiveHour.of(rows.get(0)).path() + "/" + name);
    try (FSDataOutputStream out = file.getFileSystem().create(file, WriteMode.NO_OVERWRITE)) {
      BlockOutput.write(out, rows, FileSummary.of(BUCKET, rows), Compression.DEFAULT);
    }
  }

  private static ArchivedRecord record(int i) {
    return new ArchivedRecord(
        "orders",
        "shardId-000000000000",
        Integer.toString(1_000 + i),
        0L,
        "key-" + i % 5,
        null,
        NOON.plusSeconds(i),
        ByteBuffer.wrap(("{\"i\":" + i + "}").getBytes(StandardCharsets.UTF_8)),
        null);
  }
}
