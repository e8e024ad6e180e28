package io.kinesisrewind.replay;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.kinesisrewind.replay.ledger.ReplayMetrics;
import io.kinesisrewind.replay.ledger.ReplayState;
import io.kinesisrewind.replay.ledger.ReplayStatus;
import io.kinesisrewind.replay.testing.Records;
import io.kinesisrewind.replay.testing.TestArchive;
import io.kinesisrewind.replay.testing.TestReplay;
import io.kinesisrewind.replay.testing.TestStreams;
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
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.core.execution.JobClient;
import org.apache.flink.metrics.Gauge;
import org.apache.flink.runtime.testutils.InMemoryReporter;
import org.apache.flink.runtime.testutils.MiniClusterResourceConfiguration;
import org.apache.flink.test.junit5.MiniClusterExtension;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.services.kinesis.model.Record;

/**
 * What can happen to a target stream while records are put into it. How much of it is {@code
 * -Drewind.chaos.rounds}; the Maven profile {@code chaos} makes it many.
 */
class TargetFaultsIT {

  private static final int ROUNDS = Integer.getInteger("rewind.chaos.rounds", 1);

  /** In each of which the target is split and merged. */
  private static final int ROUND_RECORDS = 1_200;

  private static final InMemoryReporter METRICS = InMemoryReporter.createWithRetainedMetrics();

  @RegisterExtension static final SandboxExtension SANDBOX = new SandboxExtension();

  @RegisterExtension
  static final MiniClusterExtension FLINK =
      new MiniClusterExtension(
          new MiniClusterResourceConfiguration.Builder()
              .setNumberTaskManagers(1)
              .setNumberSlotsPerTaskManager(2)
              .setConfiguration(METRICS.addToConfiguration(new Configuration()))
              .build());

  @TempDir Path folder;

  @Test
  void aTargetThatIsReshardedAndThrottlesHasEveryRecordOnceAndInOrder() throws Exception {
    int count = ROUNDS * ROUND_RECORDS;
    List<ArchivedRecord> records = Records.random(count, 20, 11); // some with explicit hash keys
    TestArchive archive = archive().write(new ArrayList<>(records), 4);
    try (TestStreams streams = new TestStreams(SANDBOX.sandbox());
        FaultProxy kinesis = FaultProxy.start(SANDBOX.sandbox().kinesisEndpoint(), 5)) {
      Injection throttling =
          kinesis.inject(
              FaultRule.of(
                  Fault.partialPutRecords(
                      0.3, AwsError.THROUGHPUT_EXCEEDED, AwsError.INTERNAL_FAILURE),
                  "PutRecords"));
      String target = streams.create(SANDBOX.sandbox().uniqueName("target"), 2);
      TestReplay run =
          replay(archive, kinesis.endpoint())
              .with("--target", "kinesis:" + target, "--max-records-per-second", "200");
      Replay replay = run.prepare();
      CompletableFuture<Void> resharding =
          CompletableFuture.runAsync(() -> reshard(streams, target, replay));

      ReplayStatus status = run.execute(replay);

      resharding.join();
      assertThat(throttling.injected()).isPositive();
      assertThat(status.state()).isEqualTo(ReplayState.COMPLETED);
      assertThat(status.counts().delivered).isEqualTo(count);
      assertThat(status.counts().retried).isPositive();
      assertThat(streams.openShards(target)).hasSize(2);
      List<Record> put = streams.read(target); // parents before their children
      assertThat(put.size()).isEqualTo(count);
      Replays.assertEqual(put, records);
    }
  }

  @Test
  void aShareOfTheTargetFollowsItsShardsWhileTheReplayRuns() throws Exception {
    TestArchive archive = archive().write(Records.random(20_000, 20, 13), 2);
    try (TestStreams streams = new TestStreams(SANDBOX.sandbox())) {
      String target = streams.create(SANDBOX.sandbox().uniqueName("target"), 1);
      TestReplay run =
          replay(archive, SANDBOX.sandbox().kinesisEndpoint())
              .with("--target", "kinesis:" + target, "--target-utilization", "0.02");
      Replay replay = run.prepare();
      JobClient job = run.start(replay); // for minutes, at this pace
      try {
        awaitLimit(job, 20);
        streams.split(target, streams.openShards(target).get(0));
        awaitLimit(job, 40);
        List<String> open = streams.openShards(target);
        streams.merge(target, open.get(0), open.get(1));
        awaitLimit(job, 20);
      } finally {
        job.cancel().get();
        await().until(() -> job.getJobStatus().get().isGloballyTerminalState());
      }
      TestReplay.awaitLastWord(replay);
    }
  }

  @Test
  void whatIsThereTwiceAfterALostAnswerSaysSo() throws Exception {
    int count = ROUNDS * 300;
    List<ArchivedRecord> records = Records.random(count, 20, 12);
    records.forEach(
        record ->
            record.setData(
                ByteBuffer.wrap(("{\"n\":" + record.getSequenceNumber() + "}").getBytes(UTF_8))));
    TestArchive archive = archive().write(new ArrayList<>(records), 2);
    try (TestStreams streams = new TestStreams(SANDBOX.sandbox());
        FaultProxy kinesis = FaultProxy.start(SANDBOX.sandbox().kinesisEndpoint(), 6)) {
      Injection losses =
          kinesis.inject(
              FaultRule.of(Fault.loseAnswer(), "PutRecords")
                  .withProbability(0.3)
                  .withLimit(5L * ROUNDS));
      String target = streams.create(SANDBOX.sandbox().uniqueName("target"), 2);

      ReplayStatus status =
          replay(archive, kinesis.endpoint())
              .run("--target", "kinesis:" + target, "--annotate", "json");

      assertThat(losses.injected()).isPositive();
      assertThat(status.counts().delivered).isEqualTo(count);
      List<Record> put = streams.read(target);
      assertThat(put).hasSizeGreaterThan(count);
      List<String> marks = put.stream().map(TargetFaultsIT::mark).distinct().toList();
      assertThat(marks).hasSize(count).allMatch(mark -> mark.startsWith(status.replayId()));
    }
  }

  @Test
  void aTargetThatDisappearsEndsTheReplayAndIsNamed() throws Exception {
    TestArchive archive = archive().write(Records.random(1_000, 10, 4), 2);
    try (TestStreams streams = new TestStreams(SANDBOX.sandbox())) {
      String target = streams.create(SANDBOX.sandbox().uniqueName("target"), 1);
      TestReplay run =
          replay(archive, SANDBOX.sandbox().kinesisEndpoint())
              .with("--target", "kinesis:" + target, "--max-records-per-second", "50");
      Replay replay = run.prepare();
      CompletableFuture<Void> deletion =
          CompletableFuture.runAsync(
              () -> {
                awaitDelivered(replay, 50);
                streams.delete(target);
              });

      assertThatThrownBy(() -> run.execute(replay))
          .satisfies(
              failure ->
                  assertThat(replay.failed(failure).message().orElseThrow())
                      .contains("Kinesis does not take records for stream " + target));
      deletion.join();
      assertThat(replay.status().state()).isEqualTo(ReplayState.FAILED);
      assertThat(replay.status().counts().delivered).isLessThan(1_000);
    }
  }

  /** Splits a shard and merges it again in each round's time. */
  private static void reshard(TestStreams streams, String target, Replay replay) {
    for (int round = 0; round < ROUNDS; round++) {
      awaitDelivered(replay, round * ROUND_RECORDS + 100);
      streams.split(target, streams.openShards(target).get(1));
      awaitDelivered(replay, round * ROUND_RECORDS + 400);
      List<String> open = streams.openShards(target);
      streams.merge(target, open.get(0), open.get(1));
    }
  }

  private static void awaitDelivered(Replay replay, int count) {
    await().until(() -> replay.status().counts().delivered >= count);
  }

  /** Over all tasks, as each of them has heard. */
  private static void awaitLimit(JobClient job, double recordsPerSecond) {
    await()
        .until(
            () ->
                METRICS.findMetrics(job.getJobID(), ReplayMetrics.LIMIT).values().stream()
                    .map(metric -> ((Gauge<?>) metric).getValue())
                    .collect(Collectors.toSet()),
            Set.of(recordsPerSecond)::equals);
  }

  private static ConditionFactory await() {
    return Awaitility.await()
        .atMost(Duration.ofMinutes(3))
        .pollInterval(Duration.ofMillis(300))
        .ignoreExceptions();
  }

  private static String mark(Record record) {
    ReplayAnnotation annotation = JsonMember.read(record.data().asByteArray()).orElseThrow();
    return annotation.replayId() + "/" + annotation.shardId() + "/" + annotation.position();
  }

  private TestReplay replay(TestArchive archive, URI kinesis) {
    return TestReplay.of(archive)
        .with("--kinesis-endpoint", kinesis.toString())
        .with("--region", SANDBOX.sandbox().region());
  }

  private TestArchive archive() {
    return new TestArchive(new org.apache.flink.core.fs.Path(folder.toUri()));
  }
}
