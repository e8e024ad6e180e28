package io.kinesisrewind.replay;

import static org.assertj.core.api.Assertions.assertThat;

import io.kinesisrewind.replay.ledger.ReplayState;
import io.kinesisrewind.replay.ledger.ReplayStatus;
import io.kinesisrewind.replay.testing.FlakyFiles;
import io.kinesisrewind.replay.testing.JsonLines;
import io.kinesisrewind.replay.testing.Records;
import io.kinesisrewind.replay.testing.TestArchive;
import io.kinesisrewind.replay.testing.TestReplay;
import io.kinesisrewind.schemas.ArchivedRecord;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
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
    AtomicInteger openings = new AtomicInteger();
    org.apache.flink.core.fs.Path victim = archive.files().get(firstOfSecondHalf);
    FlakyFiles.onOpen(
        path -> {
          if (path.equals(victim) && openings.incrementAndGet() == 2) { // the first is the plan's
            await().until(() -> checkpoint() > 0);
            throw new IOException("induced");
          }
        });

    Instant start = Instant.now();
    ReplayStatus status =
        replay(archive).with("--max-records-per-second", "300").run("--target", "file:" + out());

    assertThat(Duration.between(start, Instant.now())).isGreaterThan(Duration.ofMillis(3_700));
    assertThat(openings.get()).isGreaterThan(2);
    assertThat(status.state()).isEqualTo(ReplayState.COMPLETED);
    assertThat(status.counts().delivered).isEqualTo(1_200);
    assertThat(byPosition(JsonLines.read(out()))).containsExactlyElementsOf(records);
    assertThat(perKey(JsonLines.read(out()))).isEqualTo(perKey(records));
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
      long before = checkpoint();
      await().until(() -> checkpoint() >= before + 3);
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
    assertThat(perKey(JsonLines.read(out()))).isEqualTo(perKey(records));
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
        .withFlink("execution.checkpointing.dir", checkpoints().toUri().toString());
  }

  private TestArchive archive() {
    return new TestArchive(new org.apache.flink.core.fs.Path(folder.resolve("archive").toUri()));
  }

  private Path out() {
    return folder.resolve("out");
  }

  private Path checkpoints() {
    return folder.resolve("checkpoints");
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

  private static List<ArchivedRecord> perKey(List<ArchivedRecord> records) {
    return records.stream()
        .sorted(Comparator.comparing(ArchivedRecord::getPartitionKey)) // a stable sort
        .toList();
  }

  /** The number of the newest completed checkpoint; 0 where there is none. */
  private long checkpoint() throws IOException {
    if (!Files.exists(checkpoints())) {
      return 0;
    }
    try (Stream<Path> files = Files.walk(checkpoints())) {
      return files
          .filter(file -> file.endsWith("_metadata"))
          .mapToLong(file -> Long.parseLong(file.getParent().getFileName().toString().substring(4)))
          .max()
          .orElse(0);
    } catch (UncheckedIOException e) {
      return 0; // an older one is being deleted
    }
  }

  private static ConditionFactory await() {
    return Awaitility.await().atMost(Duration.ofMinutes(3)).ignoreExceptions();
  }
}
