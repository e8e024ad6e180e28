package io.kinesisrewind.replay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.kinesisrewind.replay.ledger.ReplayState;
import io.kinesisrewind.replay.ledger.ReplayStatus;
import io.kinesisrewind.replay.testing.Checkpoints;
import io.kinesisrewind.replay.testing.InducedFaults;
import io.kinesisrewind.replay.testing.JsonLines;
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
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.apache.flink.runtime.testutils.MiniClusterResourceConfiguration;
import org.apache.flink.test.junit5.MiniClusterExtension;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/**
 * What can go wrong while records are read and delivered. How much of it is {@code
 * -Drewind.chaos.rounds}; the Maven profile {@code chaos} makes it many.
 */
class ReplayFaultsIT {

  private static final int ROUNDS = Integer.getInteger("rewind.chaos.rounds", 1);
  private static final int FILES = 12 * ROUNDS;
  private static final int FILE_RECORDS = 100;

  /** What a stream under load does to PutRecords. */
  private static final List<FaultRule> PUT_FAULTS =
      List.of(
          FaultRule.of(Fault.error(AwsError.THROUGHPUT_EXCEEDED), "PutRecords")
              .withProbability(0.05),
          FaultRule.of(Fault.error(AwsError.INTERNAL_FAILURE), "PutRecords").withProbability(0.05),
          FaultRule.of(Fault.loseAnswer(), "PutRecords").withProbability(0.1),
          FaultRule.of(
              Fault.partialPutRecords(0.3, AwsError.THROUGHPUT_EXCEEDED, AwsError.INTERNAL_FAILURE),
              "PutRecords"));

  @RegisterExtension static final SandboxExtension SANDBOX = new SandboxExtension();

  @RegisterExtension
  static final MiniClusterExtension FLINK =
      new MiniClusterExtension(
          new MiniClusterResourceConfiguration.Builder()
              .setNumberTaskManagers(1)
              .setNumberSlotsPerTaskManager(2)
              .build());

  @TempDir Path folder;

  private final List<ArchivedRecord> records = Records.random(FILES * FILE_RECORDS, 20, 9);
  private InducedFaults faults;
  private TestArchive archive;

  @BeforeEach
  void writeArchive() throws Exception {
    archive =
        new TestArchive(new org.apache.flink.core.fs.Path("flaky://" + folder.resolve("archive")));
    // Minutes apart, so that each block is opened when the one before it is used up.
    for (int i = 0; i < records.size(); i++) {
      records
          .get(i)
          .setApproximateArrivalTimestamp(
              Records.START.plusSeconds(120L * (i / FILE_RECORDS)).plusMillis(i));
    }
    for (int i = 0; i < FILES; i++) {
      int from = i * FILE_RECORDS;
      archive.write(new ArrayList<>(records.subList(from, from + FILE_RECORDS)), 1);
    }
    faults = new InducedFaults(new Checkpoints(folder.resolve("checkpoints")));
  }

  @AfterEach
  void mend() {
    faults.end();
  }

  @Test
  void aFileTargetHoldsEveryRecordOnceAfterFailures() throws Exception {
    Path out = folder.resolve("out");
    faults.failOnceAt(archive.files().get(4));
    faults.failOnceAt(archive.files().get(8));

    ReplayStatus status = run("--target", "file:" + out);

    assertThat(faults.count()).isEqualTo(2);
    assertThat(status.state()).isEqualTo(ReplayState.COMPLETED);
    assertThat(status.counts().delivered).isEqualTo(records.size());
    assertThat(JsonLines.read(out)).containsExactlyElementsOf(records);
  }

  @Test
  void aStreamHasEveryRecordInOrderAfterFailures() throws Exception {
    try (TestStreams streams = new TestStreams(SANDBOX.sandbox())) {
      String target = streams.create(SANDBOX.sandbox().uniqueName("target"), 2);
      faults.failOnceAt(archive.files().get(4));
      faults.failOnceAt(archive.files().get(9), () -> streams.read(target).size() > 500);

      ReplayStatus status =
          run(
              "--target",
              "kinesis:" + target,
              "--kinesis-endpoint",
              SANDBOX.sandbox().kinesisEndpoint().toString(),
              "--region",
              SANDBOX.sandbox().region());

      assertThat(faults.count()).isEqualTo(2);
      assertThat(status.state()).isEqualTo(ReplayState.COMPLETED);
      assertThat(status.counts().delivered).isEqualTo(records.size());
      Replays.assertFirstDeliveriesInOrder(streams.read(target), records);
    }
  }

  @Test
  void aStreamThatThrottlesFailsAndLosesAnswersStillHasEveryRecordInOrder() throws Exception {
    int files = FILES / 3;
    int count = files * FILE_RECORDS;
    try (TestStreams streams = new TestStreams(SANDBOX.sandbox());
        FaultProxy kinesis = FaultProxy.start(SANDBOX.sandbox().kinesisEndpoint(), 3)) {
      List<Injection> injections =
          PUT_FAULTS.stream().map(kinesis::inject).collect(Collectors.toList());
      String target = streams.create(SANDBOX.sandbox().uniqueName("target"), 2);

      ReplayStatus status =
          run(
              "--target",
              "kinesis:" + target,
              "--kinesis-endpoint",
              kinesis.endpoint().toString(),
              "--region",
              SANDBOX.sandbox().region(),
              "--to",
              Records.START.plusSeconds(files * 120L).toString());

      assertThat(injections).allSatisfy(fault -> assertThat(fault.injected()).isPositive());
      assertThat(status.counts().delivered).isEqualTo(count);
      assertThat(status.counts().retried).isGreaterThanOrEqualTo(count / 4);
      Replays.assertFirstDeliveriesInOrder(streams.read(target), records.subList(0, count));
    }
  }

  @Test
  void aFileThatVanishesEndsTheReplayWithOneSentence() throws Exception {
    org.apache.flink.core.fs.Path victim = archive.files().get(6);
    TestReplay replay = TestReplay.of(archive).with("--target", "file:" + folder.resolve("out"));
    Replay prepared = replay.prepare();
    Files.deleteIfExists(Path.of(victim.getPath()));

    assertThatThrownBy(() -> replay.execute(prepared))
        .satisfies(
            failure ->
                assertThat(Failures.reason(failure))
                    .startsWith(victim.toString())
                    .contains("vanished"));
  }

  private ReplayStatus run(String... arguments) throws Exception {
    return TestReplay.of(archive)
        .with(arguments)
        .withFlink("execution.checkpointing.dir", folder.resolve("checkpoints").toUri().toString())
        .run();
  }
}
