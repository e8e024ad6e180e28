package io.kinesisrewind.replay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.kinesisrewind.replay.ledger.ReplayState;
import io.kinesisrewind.replay.ledger.ReplayStatus;
import io.kinesisrewind.replay.ledger.StatusFile;
import io.kinesisrewind.replay.testing.FlakyFiles;
import io.kinesisrewind.replay.testing.JsonLines;
import io.kinesisrewind.replay.testing.Records;
import io.kinesisrewind.replay.testing.TestArchive;
import io.kinesisrewind.replay.testing.TestReplay;
import io.kinesisrewind.replay.testing.TestStreams;
import io.kinesisrewind.runtime.UsageException;
import io.kinesisrewind.sandbox.SandboxExtension;
import io.kinesisrewind.sandbox.faults.Fault;
import io.kinesisrewind.sandbox.faults.FaultProxy;
import io.kinesisrewind.sandbox.faults.FaultRule;
import io.kinesisrewind.schemas.ArchivedRecord;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Predicate;
import org.apache.flink.runtime.testutils.MiniClusterResourceConfiguration;
import org.apache.flink.test.junit5.MiniClusterExtension;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** Replays that are cancelled or fail, and go on. */
class ReplayControlIT {

  private static final Duration PATIENCE = Duration.ofMinutes(3);

  @RegisterExtension static final SandboxExtension SANDBOX = new SandboxExtension();

  @RegisterExtension
  static final MiniClusterExtension FLINK =
      new MiniClusterExtension(
          new MiniClusterResourceConfiguration.Builder()
              .setNumberTaskManagers(1)
              .setNumberSlotsPerTaskManager(4)
              .build());

  @TempDir Path folder;

  @AfterEach
  void mend() {
    FlakyFiles.onOpen(path -> {});
  }

  @Test
  void aCancelledReplayGoesOnAndItsAccountAddsUp() throws Exception {
    // A key has one record under way at a time: 10 keys and 200 ms make 50 records/s at most.
    List<ArchivedRecord> records = Records.random(2_000, 10, 4);
    TestArchive archive = archive(records, 10);
    try (TestStreams streams = new TestStreams(SANDBOX.sandbox());
        FaultProxy slow = FaultProxy.start(SANDBOX.sandbox().kinesisEndpoint(), 1)) {
      slow.inject(FaultRule.of(Fault.delay(Duration.ofMillis(200)), "PutRecords"));
      String target = streams.create(SANDBOX.sandbox().uniqueName("target"), 2);
      TestReplay replay =
          kinesis(archive, slow.endpoint().toString())
              .with("--replay-id", "r", "--stream", Records.STREAM, "--target", "kinesis:" + target)
              .with("--max-in-flight", "60", "--from", "now-36500d");
      CompletableFuture<ReplayStatus> first = inBackground(replay);
      ReplayStatus running =
          await(archive, "r", s -> s.counts().delivered > 0 && s.execution().get().hasCheckpoint());
      assertThat(running.progress().orElseThrow().percent()).isBetween(0.0, 99.9);
      assertRefused(kinesis(archive, "http://127.0.0.1:1").with("--resume", "r"), "r: runs");

      io.kinesisrewind.replay.control.Replays.requestCancel(
          io.kinesisrewind.replay.control.Replays.get(StatusFile.folderIn(archive.root()), "r"));
      ReplayStatus cancelled = first.get();

      assertThat(cancelled.state()).isEqualTo(ReplayState.CANCELLED);
      assertThat(cancelled.message()).contains("cancelled on request");
      assertThat(
              io.kinesisrewind.replay.control.Replays.get(StatusFile.folderIn(archive.root()), "r")
                  .state())
          .isEqualTo(ReplayState.CANCELLED);
      assertThat(streams.read(target)).hasSizeLessThan(2_000);

      assertRefused(
          kinesis(archive, "http://127.0.0.1:1")
              .with("--replay-id", "r", "--stream", Records.STREAM, "--target", "file:/tmp/x"),
          "is taken by a replay that is cancelled; go on with that one by --resume r");
      assertRefused(
          kinesis(archive, "http://127.0.0.1:1").with("--resume", "r", "--limit", "5"),
          "--limit 5: the replay began with nothing; leave the option out");

      ReplayStatus completed =
          kinesis(archive, SANDBOX.sandbox().kinesisEndpoint().toString())
              .with("--resume", "r", "--target", "kinesis:" + target)
              .withFlink("parallelism.default", "4") // and stays 2 all the same
              .run();

      assertThat(completed.state()).isEqualTo(ReplayState.COMPLETED);
      assertThat(completed.counts().read).isEqualTo(2_000);
      assertThat(completed.counts().delivered).isEqualTo(2_000);
      assertThat(completed.startedAt()).isEqualTo(running.startedAt());
      assertThat(completed.execution().get().checkpointFolders()).hasSize(2);
      assertThat(completed.execution().get().parallelism()).isEqualTo(2);
      Awaitility.await()
          .atMost(PATIENCE)
          .until(() -> !Files.exists(folder.resolve("archive/_replays/r.checkpoints")));
      Replays.assertFirstDeliveriesInOrder(streams.read(target), records);
      assertRefused(kinesis(archive, "http://127.0.0.1:1").with("--resume", "r"), "is completed");
      assertRefused(kinesis(archive, "http://127.0.0.1:1").with("--resume", "s"), "no replay of");
    }
  }

  @Test
  void aFileTargetOfAFailedReplayThatWentOnHoldsEveryRecordOnce() throws Exception {
    List<ArchivedRecord> records = Records.random(1_200, 20, 9);
    // Minutes apart, so that each block is opened when the one before it is used up.
    for (int i = 0; i < records.size(); i++) {
      records
          .get(i)
          .setApproximateArrivalTimestamp(
              Records.START.plusSeconds(120L * (i / 100)).plusMillis(i));
    }
    TestArchive archive = archive(records, 12);
    AtomicBoolean broken = new AtomicBoolean(true);
    FlakyFiles.onOpen(
        path -> {
          if (broken.get()
              && path.equals(archive.files().get(8))
              && StackWalker.getInstance()
                  .walk(frames -> frames.anyMatch(f -> f.getClassName().contains(".reader.")))) {
            await(archive, "f", status -> status.execution().get().hasCheckpoint());
            throw new ReplayFailedException("this file is broken");
          }
        });
    Path out = folder.resolve("out");

    ReplayStatus failed =
        inBackground(TestReplay.of(archive).with("--replay-id", "f", "--target", "file:" + out))
            .get();

    assertThat(failed.state()).isEqualTo(ReplayState.FAILED);
    assertThat(failed.message().orElseThrow()).contains("this file is broken");
    broken.set(false);
    ReplayStatus completed =
        TestReplay.onlyOf(archive).with("--resume", "f", "--target", "file:" + out).run();

    assertThat(completed.counts().delivered).isEqualTo(1_200);
    assertThat(completed.message()).isEmpty();
    assertThat(JsonLines.read(out)).containsExactlyElementsOf(records);
  }

  private TestArchive archive(List<ArchivedRecord> records, int files) throws Exception {
    TestArchive archive =
        new TestArchive(new org.apache.flink.core.fs.Path("flaky://" + folder.resolve("archive")));
    for (int i = 0; i < files; i++) {
      int size = records.size() / files;
      archive.write(new ArrayList<>(records.subList(i * size, (i + 1) * size)), 1);
    }
    return archive;
  }

  private static TestReplay kinesis(TestArchive archive, String endpoint) {
    return TestReplay.onlyOf(archive)
        .with("--kinesis-endpoint", endpoint)
        .with("--region", SANDBOX.sandbox().region());
  }

  private static CompletableFuture<ReplayStatus> inBackground(TestReplay test) throws Exception {
    Replay replay = test.prepare();
    return CompletableFuture.supplyAsync(
        () -> {
          try {
            return test.execute(replay);
          } catch (Exception e) {
            return failed(replay, e);
          }
        });
  }

  private static ReplayStatus failed(Replay replay, Exception failure) {
    try {
      return replay.failed(failure);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static ReplayStatus await(
      TestArchive archive, String id, Predicate<ReplayStatus> condition) {
    StatusFile file = StatusFile.of(archive.root(), id);
    return Awaitility.await()
        .atMost(PATIENCE)
        .until(() -> file.read().filter(condition), Optional::isPresent)
        .orElseThrow();
  }

  private static void assertRefused(TestReplay replay, String message) {
    assertThatThrownBy(replay::prepare)
        .isInstanceOf(UsageException.class)
        .hasMessageContaining(message);
  }
}
