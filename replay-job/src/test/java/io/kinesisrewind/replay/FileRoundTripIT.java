package io.kinesisrewind.replay;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.kinesisrewind.replay.bad.DeadLetters;
import io.kinesisrewind.replay.ledger.ReplayState;
import io.kinesisrewind.replay.ledger.ReplayStatus;
import io.kinesisrewind.replay.testing.Checkpoints;
import io.kinesisrewind.replay.testing.InducedFaults;
import io.kinesisrewind.replay.testing.JsonLines;
import io.kinesisrewind.replay.testing.Records;
import io.kinesisrewind.replay.testing.S3Plugin;
import io.kinesisrewind.replay.testing.TestArchive;
import io.kinesisrewind.replay.testing.TestReplay;
import io.kinesisrewind.sandbox.SandboxExtension;
import io.kinesisrewind.schemas.ArchivedRecord;
import io.kinesisrewind.schemas.ReplayAnnotation;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.core.fs.FileSystem;
import org.apache.flink.runtime.testutils.MiniClusterResourceConfiguration;
import org.apache.flink.test.junit5.MiniClusterExtension;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** Out of an archive into files, with a failure on the way, and out of the files again. */
class FileRoundTripIT {

  private static final int FILES = 8;

  /** Beside those that {@link Records} makes; a shard that is not named like one, too. */
  private static final String ODD_KEY = "../\"\\\n\u0000 ключ \uD83D\uDD11";

  private static final String ODD_SHARD = "../../escaped";

  @RegisterExtension static final SandboxExtension SANDBOX = new SandboxExtension();

  @RegisterExtension
  static final MiniClusterExtension FLINK =
      new MiniClusterExtension(
          new MiniClusterResourceConfiguration.Builder()
              .setNumberTaskManagers(1)
              .setNumberSlotsPerTaskManager(2)
              .build());

  @TempDir Path folder;

  private final List<ArchivedRecord> records = Records.random(800, 40, 23);
  private TestArchive archive;
  private InducedFaults faults;

  @BeforeAll
  static void installS3() throws IOException {
    S3Plugin.install(SANDBOX.sandbox());
  }

  @AfterAll
  static void forgetS3() {
    FileSystem.initialize(new Configuration(), null);
  }

  @BeforeEach
  void writeArchive() throws Exception {
    archive = new TestArchive(new org.apache.flink.core.fs.Path("flaky://" + folder.resolve("a")));
    for (int i = 0; i < records.size(); i++) {
      ArchivedRecord record = records.get(i);
      // Minutes apart, so that each block is opened when the one before it is used up.
      record.setApproximateArrivalTimestamp(
          Records.START.plusSeconds(120L * (i * FILES / records.size())).plusMillis(i));
      if (i % 50 == 0) {
        record.setData(ByteBuffer.allocate(0));
        record.setPartitionKey(ODD_KEY);
        record.setShardId(i % 100 == 0 ? ODD_SHARD : Records.shard(1));
      }
      if (i % 3 == 0) {
        String json = "{ \"n\" : " + i + " }";
        record.setData(ByteBuffer.wrap(json.getBytes(StandardCharsets.UTF_8)));
      }
    }
    for (int from = 0; from < records.size(); from += records.size() / FILES) {
      archive.write(new ArrayList<>(records.subList(from, from + records.size() / FILES)), 2);
    }
    faults = new InducedFaults(new Checkpoints(folder.resolve("c")));
    faults.failOnceAt(archive.files().get(10));
  }

  @AfterEach
  void mend() {
    faults.end();
  }

  @Test
  void whatGoesIntoAFolderForEachShardComesOutOfItByteForByte() throws Exception {
    ReplayStatus written = run("--target", "file:" + folder.resolve("out"));

    assertThat(faults.count()).isEqualTo(1);
    assertThat(written.counts().delivered).isEqualTo(800);
    assertThat(folder.resolve("out").toFile().list())
        .containsOnly(Records.shard(0), Records.shard(1), "other");
    for (String shard : List.of(Records.shard(0), Records.shard(1), "other")) {
      assertThat(Records.byKey(JsonLines.readShard(folder.resolve("out").resolve(shard))))
          .isEqualTo(Records.byKey(ofShard(shard.equals("other") ? ODD_SHARD : shard)));
    }
    assertThat(folder.resolve("out").resolve(Records.shard(0)).toFile().list().length)
        .as("files, of several checkpoints")
        .isGreaterThan(1);

    scramble(folder.resolve("out"), Files.createDirectory(folder.resolve("scrambled")));
    ReplayStatus read = run("--source=file:" + folder.resolve("scrambled"), target("again"));

    assertThat(read.state()).isEqualTo(ReplayState.COMPLETED);
    assertThat(read.plan().rows()).isEqualTo(850);
    assertThat(read.counts().read).isEqualTo(850);
    assertThat(read.counts().duplicates).isEqualTo(50);
    assertThat(Records.byKey(JsonLines.read(folder.resolve("again"))))
        .isEqualTo(Records.byKey(records));
    String from = records.get(300).getApproximateArrivalTimestamp().toString();

    ReplayStatus part =
        run(
            "--source=file:" + folder.resolve("again"),
            target("part"),
            "--from=" + from,
            "--key-prefix=key-1",
            "--compact");

    assertThat(part.counts().read).isEqualTo(800);
    assertThat(JsonLines.read(folder.resolve("part")))
        .containsExactlyInAnyOrderElementsOf(lastOfEachKey(300, "key-1"));
  }

  @Test
  void filesAndDeadLettersOnS3AreExactlyOnceAndCanBeReplayed() throws Exception {
    String bucket = SANDBOX.sandbox().uniqueName("files");
    SANDBOX.sandbox().createBucket(bucket);
    String prefix = "s3://" + bucket + "/a-prefix";

    ReplayStatus written =
        run(
            "--target=file:" + prefix + "/out",
            "--annotate=json",
            "--on-bad-record=dead-letter",
            "--dead-letter=" + prefix + "/dead");

    assertThat(faults.count()).isEqualTo(1);
    List<ArchivedRecord> good = records.stream().filter(this::isJson).collect(Collectors.toList());
    assertThat(written.counts().delivered).isEqualTo(good.size());
    assertThat(written.counts().deadLettered).isEqualTo(800 - good.size());

    run("--source=file:" + prefix + "/out", target("good"));
    run("--source=file:" + prefix + "/dead", target("bad"));

    List<ArchivedRecord> annotated = JsonLines.read(folder.resolve("good"));
    for (ArchivedRecord record : annotated) {
      byte[] data = Records.bytes(record);
      assertThat(ReplayAnnotation.read(data).orElseThrow().replayId())
          .isEqualTo(written.replayId());
      record.setData(ByteBuffer.wrap(ReplayAnnotation.strip(data)));
    }
    assertThat(Records.byKey(annotated)).isEqualTo(Records.byKey(good));
    assertThat(Records.byKey(JsonLines.read(folder.resolve("bad"))))
        .isEqualTo(
            Records.byKey(
                records.stream().filter(each -> !isJson(each)).collect(Collectors.toList())));
  }

  @Test
  void aDeadLetterSaysWhy() throws Exception {
    run(
        target("out"),
        "--annotate=json",
        "--on-bad-record=dead-letter",
        "--dead-letter=" + folder.resolve("dead"));

    List<JsonNode> letters = JsonLines.lines(folder.resolve("dead"));
    assertThat(letters).hasSize((int) records.stream().filter(each -> !isJson(each)).count());
    assertThat(letters)
        .extracting(letter -> letter.path(DeadLetters.REASON).asText())
        .allMatch(reason -> reason.startsWith("cannot carry an annotation: it is"));
  }

  /** Its lines in any order, some of them twice, over a few files. */
  private static void scramble(Path from, Path to) throws IOException {
    List<String> lines = new ArrayList<>();
    try (Stream<Path> files = Files.walk(from)) {
      for (Path file : files.filter(each -> each.toString().endsWith(".jsonl")).toList()) {
        lines.addAll(Files.readAllLines(file));
      }
    }
    Collections.shuffle(lines, new Random(5));
    lines.addAll(List.copyOf(lines.subList(0, 50)));
    for (int i = 0; i < 3; i++) {
      List<String> part = lines.subList(i * lines.size() / 3, (i + 1) * lines.size() / 3);
      Files.write(to.resolve(i + ".jsonl"), part);
    }
  }

  private ReplayStatus run(String... arguments) throws Exception {
    return TestReplay.of(archive)
        .withFlink("execution.checkpointing.dir", folder.resolve("c").toUri().toString())
        .run(arguments);
  }

  private String target(String name) {
    return "--target=file:" + folder.resolve(name);
  }

  private boolean isJson(ArchivedRecord record) {
    return record.getData().remaining() > 0 && record.getData().get(0) == '{';
  }

  private List<ArchivedRecord> ofShard(String shard) {
    return records.stream()
        .filter(record -> record.getShardId().equals(shard))
        .collect(Collectors.toList());
  }

  private List<ArchivedRecord> lastOfEachKey(int from, String prefix) {
    return records.subList(from, records.size()).stream()
        .filter(record -> record.getPartitionKey().startsWith(prefix))
        .collect(Collectors.toMap(ArchivedRecord::getPartitionKey, each -> each, (a, b) -> b))
        .values()
        .stream()
        .collect(Collectors.toList());
  }
}
