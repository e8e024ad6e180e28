package io.kinesisrewind.replay;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.kinesisrewind.replay.ledger.ReplayState;
import io.kinesisrewind.replay.ledger.ReplayStatus;
import io.kinesisrewind.replay.testing.JsonLines;
import io.kinesisrewind.replay.testing.LiveStream;
import io.kinesisrewind.replay.testing.Records;
import io.kinesisrewind.replay.testing.TestReplay;
import io.kinesisrewind.replay.testing.TestStreams;
import io.kinesisrewind.runtime.UsageException;
import io.kinesisrewind.sandbox.SandboxExtension;
import io.kinesisrewind.sandbox.faults.AwsError;
import io.kinesisrewind.sandbox.faults.Fault;
import io.kinesisrewind.sandbox.faults.FaultProxy;
import io.kinesisrewind.sandbox.faults.FaultRule;
import io.kinesisrewind.sandbox.faults.Injection;
import io.kinesisrewind.schemas.ArchivedRecord;
import io.kinesisrewind.schemas.JsonMember;
import io.kinesisrewind.schemas.ReplayAnnotation;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.apache.flink.runtime.testutils.MiniClusterResourceConfiguration;
import org.apache.flink.test.junit5.MiniClusterExtension;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** A live stream as the source of a replay. */
class StreamSourceIT {

  @RegisterExtension static final SandboxExtension SANDBOX = new SandboxExtension();

  @RegisterExtension
  static final MiniClusterExtension FLINK =
      new MiniClusterExtension(
          new MiniClusterResourceConfiguration.Builder()
              .setNumberTaskManagers(1)
              .setNumberSlotsPerTaskManager(2)
              .build());

  @TempDir Path folder;

  /** The fourth rule makes the job start over: no shard answers six times in a row. */
  @Test
  void aReshardedStreamComesBackAsAnArchiveOfItWouldHoldItThroughFailures() throws Exception {
    try (LiveStream stream = stream(2);
        TestStreams targets = new TestStreams(SANDBOX.sandbox());
        FaultProxy kinesis = FaultProxy.start(SANDBOX.sandbox().kinesisEndpoint(), 5)) {
      stream.put(60, 12).split(0).put(60, 12).putAggregate("aggregated", 5);
      stream.merge(1).put(60, 12).put("whole", new byte[0]);
      stream.putAggregate("aggregated", 3);
      List<ArchivedRecord> puts = stream.puts();
      replay(endpoint(), stream).run("--target=file:" + folder.resolve("out"));
      assertThat(JsonLines.read(folder.resolve("out"))).containsExactlyInAnyOrderElementsOf(puts);

      String target = targets.create(SANDBOX.sandbox().uniqueName("target"), 1);
      TestReplay replay =
          replay(kinesis.endpoint(), stream)
              .with("--target", "kinesis:" + target, "--poll-batch", "7");
      Replay prepared = replay.prepare();
      inject(kinesis, Fault.error(AwsError.THROUGHPUT_EXCEEDED), 0.1);
      inject(kinesis, Fault.error(AwsError.EXPIRED_ITERATOR), 0.1);
      inject(kinesis, Fault.loseAnswer(), 0.05);
      Injection outage =
          kinesis.inject(
              FaultRule.of(Fault.error(AwsError.INTERNAL_FAILURE), "GetRecords")
                  .withSkipped(20)
                  .withLimit(30));

      ReplayStatus status = replay.execute(prepared);

      assertThat(outage.isSpent()).isTrue();
      assertThat(status.state()).isEqualTo(ReplayState.COMPLETED);
      assertThat(status.counts().read).isEqualTo(puts.size());
      assertThat(status.counts().delivered).isEqualTo(puts.size());
      Replays.assertFirstDeliveriesInOrder(targets.read(target), puts);
    }
  }

  @Test
  void aSectionStartsAndEndsWhereItIsToldAndLeavesReplaysOut() throws Exception {
    try (LiveStream stream = stream(1)) {
      stream.put(10, 3);
      byte[] replayed = annotated(stream.puts().get(0));
      stream.put("key-0", replayed);
      stream.put(10, 3);
      List<ArchivedRecord> puts = stream.puts();

      ReplayStatus bySequence =
          replay(endpoint(), stream)
              .run(
                  "--target=file:" + folder.resolve("by-sequence"),
                  "--shard=" + Records.shard(0),
                  "--at-sequence=" + puts.get(2).getSequenceNumber(),
                  "--before-sequence=" + puts.get(14).getSequenceNumber());
      ReplayStatus byTime =
          replay(endpoint(), stream)
              .run(
                  "--target=file:" + folder.resolve("by-time"),
                  "--from=" + puts.get(5).getApproximateArrivalTimestamp(),
                  "--max-records-per-shard=4",
                  "--key=key-1");

      assertThat(JsonLines.read(folder.resolve("by-sequence")))
          .containsAll(puts.subList(2, 10))
          .containsAll(puts.subList(11, 14))
          .hasSize(11);
      assertThat(bySequence.counts().filtered).isEqualTo(1);
      assertThat(byTime.counts().read).isEqualTo(4);
      assertThat(JsonLines.read(folder.resolve("by-time")))
          .allSatisfy(record -> assertThat(record.getPartitionKey()).isEqualTo("key-1"))
          .hasSize((int) byTime.counts().selected);
    }
  }

  @Test
  void whatComesAfterTheStartIsNotReadAndWhatIsNotThereIsTold() throws Exception {
    try (LiveStream stream = stream(1)) {
      stream.put(3, 3);
      TestReplay replay =
          replay(endpoint(), stream).with("--target", "file:" + folder.resolve("out"));
      Replay prepared = replay.prepare();
      Instant end = end(prepared);
      Awaitility.await()
          .atMost(Duration.ofMinutes(2))
          .until(() -> isAfter(stream.put(1, 3), end)); // by Kinesis' clock

      replay.execute(prepared);

      assertThat(JsonLines.read(folder.resolve("out")))
          .containsExactlyInAnyOrderElementsOf(
              stream.puts().stream()
                  .filter(put -> put.getApproximateArrivalTimestamp().isBefore(end))
                  .toList())
          .hasSizeLessThan(stream.puts().size());
      assertProblem(stream.name(), "--shard shardId-000000000007: is not a shard", "--shard=7");
      assertProblem(
          stream.name(),
          "--after-sequence 7: shardId-000000000000 does not have this record",
          "--shard=0",
          "--after-sequence=7");
      assertProblem("nowhere", "--stream nowhere: there is no such stream in us-east-1");
    }
  }

  private void assertProblem(String stream, String message, String... arguments) {
    TestReplay replay = TestReplay.ofStream(endpoint(), stream, folder.resolve("replays"));
    for (String argument : arguments) {
      replay.with(argument.replaceFirst("--shard=", "--shard=shardId-00000000000"));
    }
    assertThatThrownBy(() -> replay.with("--dry-run").prepare())
        .isInstanceOf(UsageException.class)
        .hasMessageContaining(message);
  }

  private static boolean isAfter(LiveStream stream, Instant end) {
    List<ArchivedRecord> puts = stream.puts();
    return puts.get(puts.size() - 1).getApproximateArrivalTimestamp().isAfter(end);
  }

  private static Instant end(Replay replay) {
    return replay.source().describe().stream()
        .filter(line -> line.startsWith("arrival"))
        .map(line -> Instant.parse(line.substring(line.lastIndexOf(' ') + 1)))
        .findFirst()
        .orElseThrow();
  }

  private static byte[] annotated(ArchivedRecord original) throws Exception {
    return JsonMember.write(
        "{}".getBytes(UTF_8), ReplayAnnotation.of(original, "earlier", Instant.now(), Map.of()));
  }

  private static void inject(FaultProxy kinesis, Fault fault, double share) {
    kinesis.inject(FaultRule.of(fault, "GetRecords").withProbability(share).withLimit(20));
  }

  private static LiveStream stream(int shards) {
    return new LiveStream(SANDBOX.sandbox(), SANDBOX.sandbox().uniqueName("live"), shards);
  }

  private static URI endpoint() {
    return SANDBOX.sandbox().kinesisEndpoint();
  }

  private TestReplay replay(URI kinesis, LiveStream stream) {
    return TestReplay.ofStream(kinesis, stream.name(), folder.resolve("replays"));
  }
}
