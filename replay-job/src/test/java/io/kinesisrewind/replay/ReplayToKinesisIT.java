package io.kinesisrewind.replay;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.kinesisrewind.replay.ledger.ReplayState;
import io.kinesisrewind.replay.ledger.ReplayStatus;
import io.kinesisrewind.replay.testing.Records;
import io.kinesisrewind.replay.testing.TestArchive;
import io.kinesisrewind.replay.testing.TestReplay;
import io.kinesisrewind.replay.testing.TestStreams;
import io.kinesisrewind.runtime.UsageException;
import io.kinesisrewind.sandbox.SandboxExtension;
import io.kinesisrewind.schemas.ArchivedRecord;
import io.kinesisrewind.schemas.JsonMember;
import io.kinesisrewind.schemas.ReplayAnnotation;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.Predicate;
import org.apache.flink.runtime.testutils.MiniClusterResourceConfiguration;
import org.apache.flink.test.junit5.MiniClusterExtension;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.services.kinesis.model.Record;

class ReplayToKinesisIT {

  @RegisterExtension static final SandboxExtension SANDBOX = new SandboxExtension();

  @RegisterExtension
  static final MiniClusterExtension FLINK =
      new MiniClusterExtension(
          new MiniClusterResourceConfiguration.Builder()
              .setNumberTaskManagers(1)
              .setNumberSlotsPerTaskManager(2)
              .build());

  @TempDir Path folder;

  @Test
  void whatWasArchivedComesBackByteForByteAndInOrder() throws Exception {
    List<ArchivedRecord> records = Records.random(3_000, 40, 1);
    TestArchive archive = new TestArchive(new org.apache.flink.core.fs.Path(folder.toUri()));
    for (int from = 0; from < records.size(); from += 500) {
      archive.write(records.subList(from, from + 500), 4);
    }
    try (TestStreams streams = new TestStreams(SANDBOX.sandbox())) {
      String target = streams.create(SANDBOX.sandbox().uniqueName("target"), 3);

      ReplayStatus status =
          TestReplay.of(archive, SANDBOX.sandbox()).run("--target", "kinesis:" + target);

      assertThat(status.state()).isEqualTo(ReplayState.COMPLETED);
      assertThat(status.counts().delivered).isEqualTo(3_000);
      Replays.assertEqual(streams.read(target), records);
    }
  }

  @Test
  void intoTheArchivedStreamItselfEveryRecordSaysWhereItComesFrom() throws Exception {
    List<ArchivedRecord> records = Records.random(200, 10, 2);
    records.forEach(
        record ->
            record.setData(
                ByteBuffer.wrap(
                    ("{ \"n\" : " + record.getSequenceNumber() + "}").getBytes(UTF_8))));
    TestArchive archive = archive().write(new ArrayList<>(records), 2);
    try (TestStreams streams = new TestStreams(SANDBOX.sandbox())) {
      streams.create(Records.STREAM, 1);

      ReplayStatus status =
          TestReplay.of(archive, SANDBOX.sandbox())
              .run("--target", "kinesis:" + Records.STREAM, "--annotation", "overwrite=true");

      List<Record> replayed = streams.read(Records.STREAM);
      assertThat(replayed)
          .hasSize(200)
          .allSatisfy(
              record -> {
                ReplayAnnotation annotation =
                    JsonMember.read(record.data().asByteArray()).orElseThrow();
                assertThat(annotation.replayId()).isEqualTo(status.replayId());
                assertThat(annotation.annotations()).containsEntry("overwrite", "true");
              });
      assertThat(replayed.stream().map(record -> strip(record)).sorted())
          .isEqualTo(
              records.stream()
                  .map(record -> new String(Records.bytes(record), UTF_8))
                  .sorted()
                  .toList());
    }
  }

  @Test
  void badRecordsEndTheReplayOrAreSkippedAndCounted() throws Exception {
    List<ArchivedRecord> records = Records.random(300, 10, 3);
    records
        .subList(0, 299)
        .forEach(record -> record.setData(ByteBuffer.wrap("{}".getBytes(UTF_8))));
    TestArchive archive = archive().write(new ArrayList<>(records), 2);
    try (TestStreams streams = new TestStreams(SANDBOX.sandbox())) {
      String target = streams.create(SANDBOX.sandbox().uniqueName("target"), 1);
      TestReplay failing =
          TestReplay.of(archive, SANDBOX.sandbox())
              .with("--target", "kinesis:" + target, "--annotate", "json");
      Replay replay = failing.prepare();

      assertThatThrownBy(() -> failing.execute(replay))
          .satisfies(
              failure ->
                  assertThat(replay.failed(failure).message().orElseThrow())
                      .contains("Record 394/", "it is not JSON", "--on-bad-record skip"));
      assertThat(replay.status().state()).isEqualTo(ReplayState.FAILED);

      ReplayStatus status =
          TestReplay.of(archive, SANDBOX.sandbox())
              .run(
                  "--target", "kinesis:" + target, "--annotate", "json", "--on-bad-record", "skip");
      assertThat(status.counts().skipped).isEqualTo(1);
      assertThat(status.counts().delivered).isEqualTo(299);
    }
  }

  @Test
  void theLargestRecordAndTheEmptyOneAndTheLongestKeyPass() throws Exception {
    byte[] largest = new byte[(1 << 20) - 1]; // with a key of one byte
    new Random(1).nextBytes(largest);
    String key = "\uD83D\uDE00".repeat(128); // kinesis-local counts UTF-16
    List<ArchivedRecord> records =
        List.of(
            Records.record(0, 1, key, Records.START, new byte[0]),
            Records.record(0, 2, "k", Records.START, largest));
    TestArchive archive = archive().write(new ArrayList<>(records), 1);
    try (TestStreams streams = new TestStreams(SANDBOX.sandbox())) {
      String target = streams.create(SANDBOX.sandbox().uniqueName("a-Z_0.9"), 1);

      TestReplay.of(archive, SANDBOX.sandbox()).run("--target", "kinesis:" + target);

      Replays.assertEqual(streams.read(target), records);
    }
  }

  @Test
  void aTargetThatIsGoneEndsTheReplayAndIsNamed() throws Exception {
    TestArchive archive = archive().write(Records.random(300, 10, 4), 2);
    try (TestStreams streams = new TestStreams(SANDBOX.sandbox())) {
      String target = streams.create(SANDBOX.sandbox().uniqueName("target"), 1);
      TestReplay run =
          TestReplay.of(archive, SANDBOX.sandbox()).with("--target", "kinesis:" + target);
      Replay replay = run.prepare();
      streams.delete(target);

      assertThatThrownBy(() -> run.execute(replay))
          .hasMessageContaining("--target kinesis:" + target + ": there is no such stream");
    }
  }

  @Test
  void aTargetThatIsNotThereIsToldBeforeAnythingRuns() throws Exception {
    TestArchive archive = archive().write(Records.random(10, 2, 4), 2);

    assertThatThrownBy(
            () -> TestReplay.of(archive, SANDBOX.sandbox()).run("--target", "kinesis:nowhere"))
        .isInstanceOf(UsageException.class)
        .hasMessageContaining("--target kinesis:nowhere: there is no such stream in us-east-1");
    assertThatThrownBy(
            () ->
                TestReplay.of(archive)
                    .with("--region", "us-east-1", "--kinesis-endpoint", "http://127.0.0.1:1")
                    .run("--target", "kinesis:nowhere"))
        .isInstanceOf(UsageException.class)
        .hasMessageContaining("Kinesis cannot be asked")
        .hasMessageContaining("check the credentials, --region and --kinesis-endpoint");
    assertThat(folder.resolve("_replays")).doesNotExist();
  }

  @Test
  void hashKeysAreKeptUnlessToldOtherwise() throws Exception {
    List<ArchivedRecord> records = Records.random(300, 30, 6);
    TestArchive archive = archive().write(new ArrayList<>(records), 2);
    try (TestStreams streams = new TestStreams(SANDBOX.sandbox())) {
      String kept = streams.create(SANDBOX.sandbox().uniqueName("kept"), 4);
      String dropped = streams.create(SANDBOX.sandbox().uniqueName("dropped"), 4);

      TestReplay.of(archive, SANDBOX.sandbox()).run("--target", "kinesis:" + kept);
      TestReplay.of(archive, SANDBOX.sandbox())
          .run("--target", "kinesis:" + dropped, "--keep-hash-keys", "false");

      Predicate<Record> hasHashKey = record -> Records.hashKey(record.partitionKey()).isPresent();
      assertThat(streams.read(kept).stream().filter(hasHashKey))
          .hasSameSizeAs(streams.read(kept, Records.shard(3)).stream().filter(hasHashKey).toList());
      assertThat(streams.read(dropped).stream().filter(hasHashKey).count())
          .isGreaterThan(
              streams.read(dropped, Records.shard(3)).stream().filter(hasHashKey).count());
    }
  }

  private TestArchive archive() {
    return new TestArchive(new org.apache.flink.core.fs.Path(folder.toUri()));
  }

  private static String strip(Record record) {
    return new String(JsonMember.strip(record.data().asByteArray()), UTF_8);
  }
}
