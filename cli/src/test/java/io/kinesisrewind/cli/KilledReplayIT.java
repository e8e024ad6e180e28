package io.kinesisrewind.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.kinesisrewind.archive.parquet.BlockOutput;
import io.kinesisrewind.archive.parquet.Compression;
import io.kinesisrewind.replay.ledger.StatusFile;
import io.kinesisrewind.runtime.AwsAccess;
import io.kinesisrewind.sandbox.Sandbox;
import io.kinesisrewind.sandbox.SandboxExtension;
import io.kinesisrewind.sandbox.faults.Fault;
import io.kinesisrewind.sandbox.faults.FaultProxy;
import io.kinesisrewind.sandbox.faults.FaultRule;
import io.kinesisrewind.schemas.ArchiveFileName;
import io.kinesisrewind.schemas.ArchiveHour;
import io.kinesisrewind.schemas.ArchivedRecord;
import io.kinesisrewind.schemas.BlockOrder;
import io.kinesisrewind.schemas.FileSummary;
import io.kinesisrewind.schemas.KeyBucket;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.flink.core.fs.FSDataOutputStream;
import org.apache.flink.core.fs.FileSystem.WriteMode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.services.kinesis.KinesisClient;

/** A replay in a process of its own, that is cancelled from another one, killed, and goes on. */
class KilledReplayIT {

  private static final Duration PATIENCE = Duration.ofMinutes(3);
  private static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");
  private static final int RECORDS = 2_000;
  private static final int KEYS = 10;

  /** A key has one record under way at a time: this makes 50 records/s at most. */
  private static final Duration ANSWER = Duration.ofMillis(200);

  @RegisterExtension static final SandboxExtension SANDBOX = new SandboxExtension();

  private final Sandbox sandbox = SANDBOX.sandbox();
  private final AwsAccess aws = SandboxAccess.of(sandbox);
  @TempDir private Path directory;
  private int processes;

  @Test
  void goesOnWhereverItStopped() throws Exception {
    String target = sandbox.uniqueName("target");
    List<SourceRecord> records = fill();
    try (KinesisClient kinesis = aws.kinesis(KinesisClient.builder()).build();
        FaultProxy slow = FaultProxy.start(sandbox.kinesisEndpoint(), 1)) {
      new StreamCreation(kinesis).create(target, 2);
      slow.inject(FaultRule.of(Fault.delay(ANSWER), "PutRecords"));

      Process first =
          start(
              slow.endpoint(),
              "--stream=orders",
              "--target=kinesis:" + target,
              "--replay-id=r",
              "--max-in-flight=60");
      awaitCheckpointOfJob(1);
      assertThat(replays().out()).containsPattern("\nr +running ");
      assertRefused(replay(sandbox.kinesisEndpoint(), "--resume=r"), "--resume r: runs");

      Run cancel = replays("cancel", "r");
      assertThat(cancel.err()).isEmpty();
      assertThat(cancel.out()).contains("replay r: cancelled");
      assertThat(first.waitFor()).isEqualTo(Rewind.FAILED);
      assertThat(output("err")).contains("cancelled on request").contains("--resume r");
      assertThat(replays().out()).containsPattern("\nr +cancelled ");

      Process second = start(slow.endpoint(), "--resume=r");
      awaitCheckpointOfJob(2);
      second.destroyForcibly().waitFor();
      await()
          .atMost(PATIENCE)
          .untilAsserted(() -> assertThat(replays().out()).containsPattern("\nr +lost "));
      assertThat(replays("show", "r").out()).contains("r is lost: ").contains("--max-in-flight");
      assertRefused(replays("cancel", "r"), "r: is lost");
      assertRefused(
          replay(sandbox.kinesisEndpoint(), "--resume=r", "--limit=3"),
          "--limit 3: the replay began with nothing");

      Run third = replay(sandbox.kinesisEndpoint(), "--resume=r");
      assertThat(third.err()).isEmpty();
      assertThat(third.out())
          .contains("replay r: completed")
          .contains("read 2000 = selected 2000 + filtered 0 + duplicates 0")
          .contains("selected 2000 = delivered 2000 + skipped 0");
      assertThat(third.exitCode()).isZero();
      assertThat(replays("show", "r").out()).contains("state       completed");
      assertThat(byKey(ShardReader.read(kinesis, target))).isEqualTo(byKey(records));
    }
  }

  @Test
  void saysWhatItDoesNotUnderstand() {
    assertThat(replays().out()).isEqualTo("no replays\n");
    assertRefused(replays("show", "../x"), "ID ../x: is not an id");
    assertRefused(replays("show"), "ID: is missing");
    assertRefused(replays("show", "x"), "has no replay of this id");
    assertRefused(replays("list", "x"), "ID x: list takes none");
  }

  private void awaitCheckpointOfJob(int number) {
    StatusFile file = StatusFile.of(new org.apache.flink.core.fs.Path(archive().toUri()), "r");
    await()
        .atMost(PATIENCE)
        .until(
            () ->
                file.read()
                    .filter(status -> status.counts().delivered > 0)
                    .flatMap(status -> status.execution())
                    .filter(execution -> execution.checkpointFolders().size() == number)
                    .filter(execution -> hasCheckpoint(execution.checkpointFolders()))
                    .isPresent());
  }

  private static boolean hasCheckpoint(List<String> folders) {
    Path last = Path.of(URI.create(folders.get(folders.size() - 1)));
    if (!Files.exists(last)) {
      return false;
    }
    try (var files = Files.walk(last)) {
      return files.anyMatch(file -> file.endsWith("_metadata"));
    } catch (IOException | UncheckedIOException e) {
      return false; // a checkpoint has just been replaced by the next one
    }
  }

  private Process start(URI kinesis, String... args) throws Exception {
    processes++;
    return new Script(
            directory,
            Map.of(
                "AWS_ACCESS_KEY_ID", sandbox.accessKey(),
                "AWS_SECRET_ACCESS_KEY", sandbox.secretKey()))
        .start(
            directory.resolve("out-" + processes),
            directory.resolve("err-" + processes),
            arguments(kinesis, args));
  }

  private String output(String kind) throws Exception {
    return Files.readString(directory.resolve(kind + "-" + processes));
  }

  private Run replay(URI kinesis, String... args) {
    return Run.of(arguments(kinesis, args));
  }

  private String[] arguments(URI kinesis, String... args) {
    List<String> all =
        new ArrayList<>(List.of("replay", "--archive=" + archive(), "--region=us-east-1"));
    all.add("--kinesis-endpoint=" + kinesis);
    all.add("--checkpoint-interval=500ms");
    all.addAll(List.of(args));
    return all.toArray(String[]::new);
  }

  private Run replays(String... args) {
    List<String> all = new ArrayList<>(List.of("replays"));
    all.addAll(List.of(args));
    all.addAll(List.of("--archive=" + archive(), "--region=us-east-1"));
    return Run.of(all.toArray(String[]::new));
  }

  private static void assertRefused(Run run, String message) {
    assertThat(run.err()).contains(message).doesNotContain("\tat ");
    assertThat(run.exitCode()).isEqualTo(Rewind.USAGE);
  }

  private static Map<String, List<String>> byKey(List<SourceRecord> records) {
    Map<String, List<String>> byKey =
        records.stream()
            .collect(
                Collectors.groupingBy(
                    SourceRecord::partitionKey,
                    Collectors.mapping(
                        record -> new String(record.bytes(), StandardCharsets.UTF_8),
                        Collectors.toList())));
    byKey.replaceAll((key, values) -> values.stream().distinct().toList()); // first deliveries
    return byKey;
  }

  private Path archive() {
    return directory.resolve("archive");
  }

  private List<SourceRecord> fill() throws Exception {
    List<ArchivedRecord> rows =
        IntStream.range(0, RECORDS)
            .mapToObj(KilledReplayIT::record)
            .collect(Collectors.toCollection(ArrayList::new));
    List<SourceRecord> put =
        rows.stream()
            .map(row -> SourceRecord.of(row.getPartitionKey(), row.getData().array().clone()))
            .toList();
    rows.sort(BlockOrder.COMPARATOR);
    KeyBucket bucket = KeyBucket.of(0, 1);
    var file =
        new org.apache.flink.core.fs.Path(
            archive()
                + "/"
                + ArchiveHour.of(rows.get(0)).path()
                + "/"
                + ArchiveFileName.of(bucket, UUID.randomUUID().toString()));
    try (FSDataOutputStream out = file.getFileSystem().create(file, WriteMode.NO_OVERWRITE)) {
      BlockOutput.write(out, rows, FileSummary.of(bucket, rows), Compression.DEFAULT);
    }
    return put;
  }

  private static ArchivedRecord record(int i) {
    return new ArchivedRecord(
        "orders",
        "shardId-000000000000",
        Integer.toString(1_000 + i),
        0L,
        "key-" + i % KEYS,
        null,
        NOON.plusMillis(i),
        ByteBuffer.wrap(("{\"i\":" + i + "}").getBytes(StandardCharsets.UTF_8)),
        null);
  }
}
