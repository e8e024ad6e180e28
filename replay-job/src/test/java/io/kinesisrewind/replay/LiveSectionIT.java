package io.kinesisrewind.replay;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.kinesisrewind.replay.ledger.ReplayState;
import io.kinesisrewind.replay.ledger.ReplayStatus;
import io.kinesisrewind.replay.testing.JsonLines;
import io.kinesisrewind.replay.testing.LiveStream;
import io.kinesisrewind.replay.testing.Records;
import io.kinesisrewind.replay.testing.TestReplay;
import io.kinesisrewind.replay.testing.TestStreams;
import io.kinesisrewind.sandbox.SandboxExtension;
import io.kinesisrewind.sandbox.faults.AwsError;
import io.kinesisrewind.sandbox.faults.Fault;
import io.kinesisrewind.sandbox.faults.FaultProxy;
import io.kinesisrewind.sandbox.faults.FaultRule;
import io.kinesisrewind.sandbox.faults.Injection;
import io.kinesisrewind.schemas.ArchivedRecord;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.apache.flink.core.execution.JobClient;
import org.apache.flink.runtime.testutils.MiniClusterResourceConfiguration;
import org.apache.flink.test.junit5.MiniClusterExtension;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.services.kinesis.model.Shard;

/** A section of a stream that is still to come when the replay starts. */
class LiveSectionIT {

  /** More than a shard has before it is closed. */
  private static final int RECORDS_PER_SHARD = 80;

  @RegisterExtension static final SandboxExtension SANDBOX = new SandboxExtension();

  @RegisterExtension
  static final MiniClusterExtension FLINK =
      new MiniClusterExtension(
          new MiniClusterResourceConfiguration.Builder()
              .setNumberTaskManagers(1)
              .setNumberSlotsPerTaskManager(4)
              .build());

  @TempDir Path folder;

  /**
   * Two replays, one into a file for what there is once, one into a stream for the order across
   * shards. They end by the number of records alone, so that no clock decides.
   */
  @Test
  void whatComesIsReadAsItComesAlsoInShardsMadeMeanwhileThroughFailures() throws Exception {
    try (LiveStream stream = stream(2);
        TestStreams targets = new TestStreams(SANDBOX.sandbox());
        Running toFile = start(stream, "file:" + folder.resolve("out"));
        Running toStream =
            start(stream, "kinesis:" + targets.create(SANDBOX.sandbox().uniqueName("copy"), 1))) {
      assertThat(toFile.replay.describePlan()).contains("shards    2");
      stream.put(40, 40).split(0).put(40, 40).merge(1);
      toFile.startOver();
      toStream.startOver();
      fillOpenShards(stream);
      List<ArchivedRecord> puts = stream.puts();

      ReplayStatus status = toFile.end();
      List<ArchivedRecord> expected = firstOfEachShard(puts, since(status));
      assertThat(status.counts().delivered).isEqualTo(expected.size());
      assertThat(JsonLines.read(folder.resolve("out")))
          .containsExactlyInAnyOrderElementsOf(expected);

      ReplayStatus copied = toStream.end();
      List<ArchivedRecord> copies = firstOfEachShard(puts, since(copied));
      assertThat(copied.counts().read).isEqualTo(copies.size());
      Replays.assertFirstDeliveriesInOrder(
          targets.read(copied.target().substring("kinesis:".length())), copies);
    }
  }

  /** One of the shards stays empty, and has to be waited for until the clock has passed the end. */
  @Test
  void aSectionEndsByTheClockAndWithWhatArrivedBefore() throws Exception {
    try (LiveStream stream = stream(2)) {
      stream.put(5, 1);
      Awaitility.await()
          .atMost(Duration.ofMinutes(2))
          .until(() -> Instant.now().isAfter(lastArrival(stream).plusSeconds(1)));
      TestReplay replay =
          TestReplay.ofStream(
                  SANDBOX.sandbox().kinesisEndpoint(), stream.name(), folder.resolve("replays"))
              .with("--from", "latest", "--to", "now+15s")
              .with("--target", "file:" + folder.resolve("out"));
      Replay prepared = replay.prepare();
      JobClient job = replay.start(prepared);
      try {
        Instant end = Instant.parse(prepared.status().options().get("to"));
        Awaitility.await()
            .atMost(Duration.ofMinutes(2))
            .until(() -> !lastArrival(stream.put(1, 1)).isBefore(end));

        ReplayStatus status = end(job, prepared);
        List<ArchivedRecord> expected = new ArrayList<>(stream.puts());
        expected.removeIf(put -> put.getApproximateArrivalTimestamp().isBefore(since(status)));
        expected.removeIf(put -> !put.getApproximateArrivalTimestamp().isBefore(end));
        assertThat(JsonLines.read(folder.resolve("out"))).isEqualTo(expected);
        assertThat(expected.size()).isLessThanOrEqualTo(stream.puts().size() - 6);
      } finally {
        cancel(job);
      }
    }
  }

  @Test
  void aDryRunTellsThatNobodyKnowsTheSize() throws Exception {
    try (LiveStream stream = stream(1)) {
      TestReplay replay =
          TestReplay.ofStream(
                  SANDBOX.sandbox().kinesisEndpoint(), stream.name(), folder.resolve("replays"))
              .with("--from", "now-1h", "--to", "now+1h", "--dry-run");

      assertThat(replay.prepare().describePlan())
          .anyMatch(line -> line.matches("A live section, of a size .* in shards that come out.*"));
      assertThat(replay.with("--shard", Records.shard(0)).prepare().describePlan())
          .anyMatch(line -> line.matches("A live section.*by splits and merges are not read\\."));
    }
  }

  private Running start(LiveStream stream, String target) throws Exception {
    FaultProxy kinesis = FaultProxy.start(SANDBOX.sandbox().kinesisEndpoint(), 7);
    TestReplay replay =
        TestReplay.ofStream(kinesis.endpoint(), stream.name(), folder.resolve("replays"))
            .with("--from", "latest", "--to", "now+10h", "--target", target)
            .with("--max-records-per-shard", Integer.toString(RECORDS_PER_SHARD));
    Replay prepared = replay.prepare();
    return new Running(kinesis, prepared, replay.start(prepared));
  }

  private static void fillOpenShards(LiveStream stream) {
    List<String> open = stream.openShards().stream().map(Shard::shardId).toList();
    Map<String, Integer> counts = new HashMap<>();
    for (int i = 0;
        !open.stream().allMatch(id -> counts.getOrDefault(id, 0) > RECORDS_PER_SHARD);
        i++) {
      ArchivedRecord put = stream.put("key-" + i % 40, ("filling " + i).getBytes(UTF_8));
      counts.merge(put.getShardId(), 1, Integer::sum);
    }
  }

  private static List<ArchivedRecord> firstOfEachShard(List<ArchivedRecord> puts, Instant since) {
    Map<String, Integer> counts = new HashMap<>();
    return puts.stream()
        .filter(put -> !put.getApproximateArrivalTimestamp().isBefore(since))
        .filter(put -> counts.merge(put.getShardId(), 1, Integer::sum) <= RECORDS_PER_SHARD)
        .toList();
  }

  private static Instant since(ReplayStatus status) {
    return Instant.parse(status.options().get("from"));
  }

  private static Instant lastArrival(LiveStream stream) {
    List<ArchivedRecord> puts = stream.puts();
    return puts.get(puts.size() - 1).getApproximateArrivalTimestamp();
  }

  private static ReplayStatus end(JobClient job, Replay replay) throws Exception {
    job.getJobExecutionResult().get(5, TimeUnit.MINUTES);
    TestReplay.awaitLastWord(replay);
    assertThat(replay.status().state()).isEqualTo(ReplayState.COMPLETED);
    return replay.status();
  }

  private static void cancel(JobClient job) {
    if (!job.getJobStatus().join().isGloballyTerminalState()) {
      job.cancel().join();
    }
  }

  private static LiveStream stream(int shards) {
    return new LiveStream(SANDBOX.sandbox(), SANDBOX.sandbox().uniqueName("live"), shards);
  }

  /** A replay under way, and what lies between it and Kinesis. */
  private record Running(FaultProxy kinesis, Replay replay, JobClient job)
      implements AutoCloseable {

    /** Of four shards that may be read, one fails six times in a row by then, at the latest. */
    void startOver() {
      Injection outage =
          kinesis.inject(
              FaultRule.of(Fault.error(AwsError.INTERNAL_FAILURE), "GetRecords").withLimit(21));
      Awaitility.await().atMost(Duration.ofMinutes(4)).until(outage::isSpent);
    }

    ReplayStatus end() throws Exception {
      return LiveSectionIT.end(job, replay);
    }

    @Override
    public void close() {
      cancel(job);
      kinesis.close();
    }
  }
}
