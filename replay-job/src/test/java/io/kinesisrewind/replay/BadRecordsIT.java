package io.kinesisrewind.replay;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.kinesisrewind.replay.ledger.Counts;
import io.kinesisrewind.replay.ledger.ReplayStatus;
import io.kinesisrewind.replay.ledger.StatusFile;
import io.kinesisrewind.replay.testing.FlakyFiles;
import io.kinesisrewind.replay.testing.JsonLines;
import io.kinesisrewind.replay.testing.Records;
import io.kinesisrewind.replay.testing.TestArchive;
import io.kinesisrewind.replay.testing.TestReplay;
import io.kinesisrewind.replay.testing.TestStreams;
import io.kinesisrewind.sandbox.SandboxExtension;
import io.kinesisrewind.schemas.ArchivedRecord;
import io.kinesisrewind.schemas.ReplayAnnotation;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.apache.flink.runtime.testutils.MiniClusterResourceConfiguration;
import org.apache.flink.test.junit5.MiniClusterExtension;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.services.kinesis.model.Record;

/** A stream of 1 MiB records at most, and records that it, or an annotation, does not take. */
class BadRecordsIT {

  private static final int MIB = 1 << 20;

  @RegisterExtension static final SandboxExtension SANDBOX = new SandboxExtension();

  @RegisterExtension
  static final MiniClusterExtension FLINK =
      new MiniClusterExtension(
          new MiniClusterResourceConfiguration.Builder()
              .setNumberTaskManagers(1)
              .setNumberSlotsPerTaskManager(2)
              .build());

  @TempDir Path folder;

  private final List<ArchivedRecord> records = new ArrayList<>();
  private TestArchive archive;

  @BeforeEach
  void writeArchive() throws Exception {
    for (int i = 0; i < 40; i++) {
      add("key-" + i % 7, ("{\"n\":" + i + "}").getBytes(UTF_8));
      if (i % 8 == 0) {
        add("key-" + i % 7, new byte[] {0, (byte) i, -1}); // is not JSON
      }
      if (i % 20 == 0) {
        add("key-" + i % 7, json(MIB - "key-0".length())); // full; annotated it is too large
      }
    }
    add("never-1", json(MIB)); // with its key, too large by itself
    add("", "{}".getBytes(UTF_8));
    add("never-2", "{}".getBytes(UTF_8));
    records.get(records.size() - 1).setExplicitHashKey("many");
    archive =
        new TestArchive(new org.apache.flink.core.fs.Path("flaky://" + folder.resolve("archive")));
    archive.write(new ArrayList<>(records), 2);
  }

  @AfterEach
  void mend() {
    FlakyFiles.onWrite(path -> {});
  }

  @Test
  void theReplayEndsAndNamesTheRecord() {
    assertThatThrownBy(() -> run("s1", "--key-prefix=key-", "--annotate=json"))
        .satisfies(
            failure ->
                assertThat(Failures.reason(failure))
                    .matches("Record 1[01]1/0 of " + Records.shard(0) + " .*") // of either lane
                    .contains("cannot carry an annotation", "--on-bad-record skip"));
  }

  @Test
  void whatIsSkippedIsInTheAccount() throws Exception {
    try (TestStreams streams = new TestStreams(SANDBOX.sandbox())) {
      Counts counts = run("s2", "--annotate=json", "--on-bad-record=skip").counts();

      assertThat(counts.skipped).isEqualTo(5 + 2 + 3);
      assertThat(counts.delivered).isEqualTo(40);
      assertDelivered(streams.read(name("s2")), this::isSmallJson);
    }
  }

  @Test
  void whatPassesIsDeliveredAsItIs() throws Exception {
    try (TestStreams streams = new TestStreams(SANDBOX.sandbox())) {
      Counts counts =
          run("s3", "--key-prefix=key-", "--annotate=json", "--on-bad-record=pass").counts();

      assertThat(counts.passed).isEqualTo(5 + 2);
      assertThat(counts.delivered).isEqualTo(47);
      assertDelivered(streams.read(name("s3")), this::isOfAKey);
      assertThatThrownBy(
              () -> run("s3", "--key=never-1", "--annotate=json", "--on-bad-record=pass"))
          .satisfies(
              failure ->
                  assertThat(Failures.reason(failure))
                      .contains("bytes of data and key, and the stream takes 1048576")
                      .endsWith("pass cannot deliver this one"));
    }
  }

  @Test
  void deadLettersAreKeptWithTheirReasonsAndReplayedOnceTheCauseIsGone() throws Exception {
    Path dead = folder.resolve("dead");
    try (TestStreams streams = new TestStreams(SANDBOX.sandbox())) {
      Counts counts =
          run("s4", "--annotate=json", "--on-bad-record=dead-letter", "--dead-letter=" + dead)
              .counts();

      assertThat(counts.deadLettered).isEqualTo(10);
      assertThat(counts.delivered).isEqualTo(40);
      assertThat(byKey(JsonLines.read(dead)))
          .isEqualTo(byKey(matching(record -> !isSmallJson(record))));
      assertThat(JsonLines.lines(dead))
          .extracting(line -> line.get("dead_letter_reason").asText())
          .anyMatch(reason -> reason.endsWith("it is not JSON in UTF-8"))
          .anyMatch(reason -> reason.startsWith("with its annotation has 1048"))
          .anyMatch(reason -> reason.contains("a partition key of 0 characters"))
          .anyMatch(reason -> reason.contains("an explicit hash key that is none, 'many'"));

      // Without annotation most fit; the rest is dead still, in a folder that may be the same.
      Counts again =
          run(
                  "s5",
                  "--source=file:" + dead,
                  "--keep-hash-keys=false",
                  "--on-bad-record=dead-letter",
                  "--dead-letter=" + dead)
              .counts();

      assertThat(again.read).isEqualTo(10);
      assertThat(again.delivered).isEqualTo(8);
      assertThat(again.deadLettered).isEqualTo(2);
      assertDelivered(
          streams.read(name("s5")),
          record ->
              !isSmallJson(record)
                  && !record.getPartitionKey().isEmpty()
                  && !record.getPartitionKey().equals("never-1"));
    }
  }

  @Test
  void deadLettersThatCannotBeWrittenFailTheReplayOverUntilTheyCan() throws Exception {
    AtomicInteger faults = new AtomicInteger();
    FlakyFiles.onWrite(
        path -> {
          if (path.getPath().contains("/dead/") && faults.incrementAndGet() <= 2) {
            throw new IOException("No space left on device");
          }
        });

    assertThatThrownBy(
            () ->
                replay(deadLettersTo("dead"))
                    .withFlink("restart-strategy.type", "none")
                    .run("--target=file:" + folder.resolve("out1")))
        .satisfies(
            failure -> assertThat(Failures.reason(failure)).isEqualTo("No space left on device"))
        .hasStackTraceContaining("Cannot write flaky:" + folder.resolve("dead"))
        .hasStackTraceContaining("check that the folder may be written to");

    Counts counts =
        replay(deadLettersTo("dead")).run("--target=file:" + folder.resolve("out2")).counts();

    assertThat(faults.get()).isGreaterThanOrEqualTo(3);
    assertThat(counts.deadLettered).isEqualTo(5);
    assertThat(byKey(JsonLines.read(folder.resolve("dead"))))
        .isEqualTo(byKey(matching(this::isBinary)));
    assertThat(JsonLines.read(folder.resolve("out2"))).hasSize(records.size() - 5);
  }

  @Test
  void whatCannotBeWrittenAtAllIsFoundOutBeforeAnythingRuns() throws Exception {
    Path file = java.nio.file.Files.writeString(folder.resolve("file"), "");
    TestReplay replay = replay("--on-bad-record=dead-letter", "--dead-letter=" + file);
    replay.with("--target=file:" + folder.resolve("out"), "--replay-id=never");

    assertThatThrownBy(replay::prepare)
        .hasMessageStartingWith("--dead-letter file:" + file + ": cannot be written to");
    assertThat(StatusFile.of(archive.root(), "never").read()).isEmpty();
    assertThat(folder.resolve("out")).doesNotExist();
  }

  private String[] deadLettersTo(String name) {
    return new String[] {
      "--annotate=json",
      "--on-bad-record=dead-letter",
      "--dead-letter=flaky:" + folder.resolve(name)
    };
  }

  private TestReplay replay(String... arguments) {
    return TestReplay.of(archive, SANDBOX.sandbox())
        .withFlink("execution.checkpointing.dir", folder.resolve("c").toUri().toString())
        .with(arguments);
  }

  private ReplayStatus run(String target, String... arguments) throws Exception {
    try (TestStreams streams = new TestStreams(SANDBOX.sandbox())) {
      if (!streams.exists(name(target))) {
        streams.create(name(target), 1);
      }
    }
    return replay(arguments).run("--target=kinesis:" + name(target));
  }

  private String name(String target) {
    return "bad-" + target + "-" + Math.floorMod(folder.toString().hashCode(), 1_000_000);
  }

  private void add(String key, byte[] data) {
    int i = records.size();
    records.add(Records.record(0, 100 + i, key, Records.START.plusMillis(i), data));
  }

  private static byte[] json(int bytes) {
    return ("{\"a\":\"" + "x".repeat(bytes - 8) + "\"}").getBytes(UTF_8);
  }

  private boolean isOfAKey(ArchivedRecord record) {
    return record.getPartitionKey().startsWith("key-");
  }

  private boolean isSmallJson(ArchivedRecord record) {
    return isOfAKey(record) && !isBinary(record) && record.getData().remaining() < MIB / 2;
  }

  private boolean isBinary(ArchivedRecord record) {
    return record.getData().get(0) != '{';
  }

  private List<ArchivedRecord> matching(Predicate<ArchivedRecord> condition) {
    return records.stream().filter(condition).collect(Collectors.toList());
  }

  private static java.util.Map<String, List<ArchivedRecord>> byKey(List<ArchivedRecord> records) {
    return records.stream().collect(Collectors.groupingBy(ArchivedRecord::getPartitionKey));
  }

  private void assertDelivered(List<Record> delivered, Predicate<ArchivedRecord> expected) {
    List<Record> stripped =
        delivered.stream()
            .map(record -> record.toBuilder().data(stripped(record)).build())
            .collect(Collectors.toList());
    Replays.assertEqual(stripped, matching(expected));
  }

  private static software.amazon.awssdk.core.SdkBytes stripped(Record record) {
    return software.amazon.awssdk.core.SdkBytes.fromByteArray(
        ReplayAnnotation.strip(record.data().asByteArray()));
  }
}
