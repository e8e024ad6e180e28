package io.kinesisrewind.replay;

import static org.assertj.core.api.Assertions.assertThat;

import io.kinesisrewind.replay.ledger.ReplayState;
import io.kinesisrewind.replay.ledger.ReplayStatus;
import io.kinesisrewind.replay.testing.Checkpoints;
import io.kinesisrewind.replay.testing.FlakyFiles;
import io.kinesisrewind.replay.testing.InducedFaults;
import io.kinesisrewind.replay.testing.JsonLines;
import io.kinesisrewind.replay.testing.Records;
import io.kinesisrewind.replay.testing.TestArchive;
import io.kinesisrewind.replay.testing.TestReplay;
import io.kinesisrewind.schemas.ArchivedRecord;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.apache.flink.core.execution.JobClient;
import org.apache.flink.runtime.testutils.MiniClusterResourceConfiguration;
import org.apache.flink.test.junit5.MiniClusterExtension;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** How long a replay takes at least; never how long at most. */
class ReplayPaceIT {

  private static final int BUCKETS = 4;

  @RegisterExtension
  static final MiniClusterExtension FLINK =
      new MiniClusterExtension(
          new MiniClusterResourceConfiguration.Builder()
              .setNumberTaskManagers(2)
              .setNumberSlotsPerTaskManager(1)
              .build());

  @TempDir Path folder;

  @AfterEach
  void mend() {
    FlakyFiles.onOpen(path -> {});
  }

  @Test
  void aLimitHoldsOverAllTasksWhoeverHasTheWorkAndThroughAFailure() throws Exception {
    List<ArchivedRecord> records = skewed(1_200);
    TestArchive archive =
        new TestArchive(new org.apache.flink.core.fs.Path("flaky://" + folder.resolve("archive")));
    archive.write(new ArrayList<>(records.subList(0, 600)), BUCKETS);
    int firstOfSecondHalf = archive.files().size();
    archive.write(new ArrayList<>(records.subList(600, 1_200)), BUCKETS);
    InducedFaults faults = new InducedFaults(checkpoints());
    faults.failOnceAt(archive.files().get(firstOfSecondHalf));

    Instant start = Instant.now();
    ReplayStatus status =
        replay(archive).with("--max-records-per-second", "300").run("--target", "file:" + out());

    assertThat(Duration.between(start, Instant.now())).isGreaterThan(Duration.ofMillis(3_700));
    assertThat(faults.count()).isEqualTo(1);
    assertThat(status.state()).isEqualTo(ReplayState.COMPLETED);
    assertThat(status.counts().delivered).isEqualTo(1_200);
    assertThat(byPosition(JsonLines.read(out()))).containsExactlyElementsOf(records);
    assertThat(Records.byKey(JsonLines.read(out()))).isEqualTo(Records.byKey(records));
  }

  @Test
  void checkpointsCompleteWhileTheReplayWaitsForADayToPass() throws Exception {
    List<ArchivedRecord> records = skewed(40);
    for (int i = 20; i < 40; i++) {
      ArchivedRecord aDayLater = records.get(i);
      aDayLater.setPartitionKey(records.get(i - 20).getPartitionKey()); // each task has both days
      aDayLater.setApproximateArrivalTimestamp(
          aDayLater.getApproximateArrivalTimestamp().plus(Duration.ofDays(1)));
    }
    TestArchive archive = archive().write(new ArrayList<>(records), BUCKETS);
    TestReplay test = replay(archive).with("--speed", "1", "--target", "file:" + out());
    Replay replay = test.prepare();
    JobClient job = test.start(replay);

    try {
      await().until(() -> replay.status().counts().delivered == 20);
      long before = checkpoints().newest();
      await().until(() -> checkpoints().newest() >= before + 3);
      assertThat(replay.status().counts().delivered).isEqualTo(20);
    } finally {
      job.cancel().get();
      await().until(() -> job.getJobStatus().get().isGloballyTerminalState());
    }
    TestReplay.awaitLastWord(replay);
  }

  @Test
  void atASpeedRecordsLeaveInTheOrderOfTheirArrivalAndGapsAreShortened() throws Exception {
    List<ArchivedRecord> records = skewed(40);
    for (int i = 0; i < records.size(); i++) {
      records
          .get(i)
          .setApproximateArrivalTimestamp(
              Records.START.plusSeconds(100L * i).plus(Duration.ofDays(i < 20 ? 0 : 30)));
    }
    TestArchive archive = archive().write(new ArrayList<>(records), BUCKETS);

    Instant start = Instant.now();
    ReplayStatus status =
        replay(archive)
            .with("--speed", "1000", "--longest-gap", "2s")
            .run("--target", "file:" + out());

    // Twice 19 times 100 ms and the gap, less what may be late, and some.
    assertThat(Duration.between(start, Instant.now())).isGreaterThan(Duration.ofSeconds(4));
    assertThat(status.counts().delivered).isEqualTo(40);
    assertThat(Records.byKey(JsonLines.read(out()))).isEqualTo(Records.byKey(records));
  }

  @Test
  void afterStepsThatNeedAnExchangeTheLimitHoldsAsWell() throws Exception {
    List<ArchivedRecord> records = skewed(2_000);
    TestArchive archive = archive().write(new ArrayList<>(records), BUCKETS);

    Instant start = Instant.now();
    ReplayStatus status =
        replay(archive)
            .with("--max-bytes-per-second", "30kb", "--limit", "1500")
            .run("--target", "file:" + out());

    long bytes =
        records.subList(0, 1_500).stream()
            .mapToLong(record -> record.getPartitionKey().length() + Records.bytes(record).length)
            .sum();
    assertThat(Duration.between(start, Instant.now()))
        .isGreaterThan(Duration.ofMillis(1_000 * bytes / (30 << 10) - 300));
    assertThat(status.counts().delivered).isEqualTo(1_500);
    assertThat(JsonLines.read(out())).containsExactlyElementsOf(records.subList(0, 1_500));
  }

  private TestReplay replay(TestArchive archive) {
    return TestReplay.of(archive)
        .withFlink("execution.checkpointing.dir", checkpoints().folder().toUri().toString());
  }

  private TestArchive archive() {
    return new TestArchive(new org.apache.flink.core.fs.Path(folder.resolve("archive").toUri()));
  }

  private Checkpoints checkpoints() {
    return new Checkpoints(folder.resolve("checkpoints"));
  }

  private Path out() {
    return folder.resolve("out");
  }

  /** Nine records of ten are of one key, and so of one task. */
  private static List<ArchivedRecord> skewed(int count) {
    List<ArchivedRecord> records = Records.random(count, 20, 7);
    for (int i = 0; i < count; i++) {
      records.get(i).setPartitionKey(i % 10 == 0 ? "key-" + i % 7 : "hot");
      records.get(i).setShardId(Records.shard(0));
      records.get(i).setExplicitHashKey(null);
    }
    return records;
  }

  private static List<ArchivedRecord> byPosition(List<ArchivedRecord> records) {
    return records.stream()
        .sorted(Comparator.comparing(record -> Long.valueOf(record.getSequenceNumber())))
        .toList();
  }

  private static ConditionFactory await() {
    return Awaitility.await().atMost(Duration.ofMinutes(3)).ignoreExceptions();
  }
}
