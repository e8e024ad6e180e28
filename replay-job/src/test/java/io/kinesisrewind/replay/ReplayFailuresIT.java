package io.kinesisrewind.replay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.kinesisrewind.replay.ledger.ReplayState;
import io.kinesisrewind.replay.ledger.ReplayStatus;
import io.kinesisrewind.replay.testing.Invocation;
import io.kinesisrewind.replay.testing.JsonLines;
import io.kinesisrewind.replay.testing.Records;
import io.kinesisrewind.replay.testing.TestArchive;
import io.kinesisrewind.replay.testing.TestQueue;
import io.kinesisrewind.replay.testing.TestReplay;
import io.kinesisrewind.runtime.UsageException;
import io.kinesisrewind.schemas.ArchivedRecord;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import org.apache.flink.runtime.testutils.MiniClusterResourceConfiguration;
import org.apache.flink.test.junit5.MiniClusterExtension;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** What Lambda tells of failed batches, replayed from an archive, exactly. */
class ReplayFailuresIT {

  @RegisterExtension
  static final MiniClusterExtension FLINK =
      new MiniClusterExtension(
          new MiniClusterResourceConfiguration.Builder()
              .setNumberTaskManagers(1)
              .setNumberSlotsPerTaskManager(2)
              .build());

  @TempDir Path folder;

  private final List<ArchivedRecord> records = Records.random(1_000, 15, 5);
  private List<ArchivedRecord> first;
  private List<ArchivedRecord> second;
  private Path out;

  /** Ten of each shard's records, one of them an aggregate that is spread over buckets. */
  @BeforeEach
  void writeArchive() throws Exception {
    first = ofShard(0).subList(100, 110);
    second = ofShard(1).subList(300, 310);
    for (int i = 1; i < 4; i++) {
      ArchivedRecord inAggregate = first.get(i);
      inAggregate.setSequenceNumber(first.get(0).getSequenceNumber());
      inAggregate.setSubSequenceNumber(10 + i);
    }
    out = folder.resolve("out");
  }

  @Test
  void exactlyTheBatchesComeOutWhateverTheArchiveHoldsTwice() throws Exception {
    List<ArchivedRecord> overlapping = first.subList(5, 10);
    Path messages =
        messages(Invocation.of(first), Invocation.of(second), Invocation.of(overlapping));
    TestArchive archive = archive(record -> true);
    archive.write(new ArrayList<>(records.subList(150, 450)), 2);

    ReplayStatus status = run(archive, messages);

    assertThat(status.state()).isEqualTo(ReplayState.COMPLETED);
    assertThat(status.stream()).isEqualTo(Records.STREAM);
    assertThat(status.options()).containsEntry("from-failure", "file:" + messages);
    assertReplayed(record -> first.contains(record) || second.contains(record));
  }

  @Test
  void keysNarrowABatchAndDoNotCountAsMissing() throws Exception {
    String key = first.get(0).getPartitionKey();

    ReplayStatus status =
        run(archive(record -> true), messages(Invocation.of(first)), "--key", key);

    assertThat(status.counts().selected).isBetween(1L, 9L);
    assertReplayed(record -> first.contains(record) && record.getPartitionKey().equals(key));
  }

  @Test
  void whatIsMissingIsToldAndNothingReplayedUnlessAllowed() throws Exception {
    // Of the aggregate, one record is left: it counts.
    TestArchive archive = archive(record -> !List.of(0, 1, 2, 9).contains(first.indexOf(record)));
    Path messages = messages(Invocation.of(second), Invocation.of(first));

    assertThatThrownBy(() -> run(archive, messages))
        .isInstanceOf(ReplayFailedException.class)
        .hasMessageContaining("nothing has been replayed")
        .hasMessageContaining("message 2 of messages.json (shardId-000000000000 ")
        .hasMessageContaining(": 6 of 7 records");
    assertThat(out).doesNotExist();
    assertThat(folder.resolve("archive/_replays")).doesNotExist();

    ReplayStatus status = run(archive, messages, "--allow-missing");
    assertThat(status.counts().delivered).isEqualTo(16);
  }

  @Test
  void whatAFilterKeptFromTheFunctionIsToldAndReplayed() throws Exception {
    Path messages = messages(Invocation.of(second.get(0), second.get(9), 4));
    Replay replay = replay(archive(record -> true), messages).with("--dry-run").prepare();

    assertThat(replay.source().remarks())
        .containsExactly(
            "failed    1 batches of 4 records; the archive has 10",
            "more      message 1 of messages.json (shardId-000000000001 "
                + second.get(0).getSequenceNumber()
                + " to "
                + second.get(9).getSequenceNumber()
                + "): 10 records, the batch had 4; those that a filter had kept from the function"
                + " are replayed too");
    assertThat(replay.source().describe()).containsAll(replay.source().remarks());
  }

  @Test
  void intoItsOwnStreamItIsNotReplayedUnannotated() throws Exception {
    Path messages = messages(Invocation.of(second));
    TestReplay replay =
        TestReplay.ofFailures(archive(record -> true), messages)
            .with("--target", "kinesis:" + Records.STREAM, "--annotate", "none");

    assertThatThrownBy(replay::prepare)
        .isInstanceOf(UsageException.class)
        .hasMessageContaining("--annotate none: the target is the archived stream itself");
  }

  @Test
  void aQueueIsEmptiedOfWhatHasBeenReplayedAndOfNothingElse() throws Exception {
    String foreign = Invocation.of(second).replace("KinesisBatchInfo", "DDBStreamBatchInfo");
    String other = Invocation.of(second).replace("stream/orders", "stream/clicks");
    TestArchive archive = archive(record -> true);
    try (TestQueue queue = new TestQueue("failures")) {
      queue.send(Invocation.of(first), Invocation.of(first), foreign, other);

      // A plan takes nothing.
      Replay plan = replay(archive, queue, "--stream=orders", "--dry-run").prepare();
      assertThat(plan.source().remarks())
          .contains("failed    2 batches of 14 records; the archive has 14")
          .anyMatch(line -> line.contains("is about stream clicks"))
          .anyMatch(line -> line.contains("it has no KinesisBatchInfo"));
      assertThat(queue.visibleAndHidden()).containsExactly(4, 0);

      Replay replay = replay(archive, queue, "--stream=orders").prepare();
      assertThat(queue.visibleAndHidden()).containsExactly(2, 2);
      ReplayStatus status = TestReplay.onlyOf(archive).execute(replay);

      assertThat(status.counts().delivered).isEqualTo(10);
      assertThat(status.message()).isEmpty();
      assertThat(queue.visibleAndHidden()).containsExactly(2, 0);
      assertReplayed(first::contains);
    }
  }

  @Test
  void aReplayThatFailsLeavesTheQueueAsItWas() throws Exception {
    TestArchive archive = archive(record -> !second.contains(record));
    try (TestQueue queue = new TestQueue("failures")) {
      assertThatThrownBy(() -> replay(archive, queue).prepare())
          .isInstanceOf(UsageException.class)
          .hasMessageContaining("holds no message about a failed batch of Kinesis");

      queue.send(Invocation.of(first));
      Replay replay = replay(archive, queue).prepare();
      assertThat(queue.visibleAndHidden()).containsExactly(0, 1);
      replay.failed(new IllegalStateException("for instance"));
      assertThat(queue.visibleAndHidden()).containsExactly(1, 0);

      queue.send(Invocation.of(second));
      assertThatThrownBy(() -> replay(archive, queue).prepare())
          .isInstanceOf(ReplayFailedException.class)
          .hasMessageContaining("nothing has been replayed");
      assertThat(queue.visibleAndHidden()).containsExactly(2, 0);

      TestReplay nowhere =
          TestReplay.onlyOf(archive)
              .with("--region=us-east-1", "--sqs-endpoint", queue.endpoint().toString())
              .with("--from-failure", queue.place() + "-not-there", "--dry-run");
      assertThatThrownBy(nowhere::prepare)
          .isInstanceOf(UsageException.class)
          .hasMessageContaining("there is no such queue; check its URL");
    }
  }

  private TestReplay replay(TestArchive archive, TestQueue queue, String... more) {
    return TestReplay.onlyOf(archive)
        .with("--from-failure", queue.place(), "--target", "file:" + out)
        .with("--region", "us-east-1", "--sqs-endpoint", queue.endpoint().toString())
        .with(more);
  }

  private List<ArchivedRecord> ofShard(int shard) {
    return records.stream()
        .filter(record -> record.getShardId().equals(Records.shard(shard)))
        .toList();
  }

  private TestArchive archive(Predicate<ArchivedRecord> kept) throws Exception {
    org.apache.flink.core.fs.Path root =
        new org.apache.flink.core.fs.Path(folder.resolve("archive").toUri());
    List<ArchivedRecord> archived = new ArrayList<>(records.stream().filter(kept).toList());
    return new TestArchive(root)
        .write(new ArrayList<>(archived.subList(0, 500)), 2)
        .write(new ArrayList<>(archived.subList(500, archived.size())), 4);
  }

  private Path messages(String... invocations) throws Exception {
    return Files.writeString(folder.resolve("messages.json"), String.join("\n", invocations));
  }

  private TestReplay replay(TestArchive archive, Path messages) {
    return TestReplay.ofFailures(archive, messages).with("--target", "file:" + out);
  }

  private ReplayStatus run(TestArchive archive, Path messages, String... more) throws Exception {
    return replay(archive, messages).run(more);
  }

  private void assertReplayed(Predicate<ArchivedRecord> selection) throws Exception {
    assertThat(Records.byKey(JsonLines.read(out)))
        .isEqualTo(Records.byKey(records.stream().filter(selection).toList()));
  }
}
