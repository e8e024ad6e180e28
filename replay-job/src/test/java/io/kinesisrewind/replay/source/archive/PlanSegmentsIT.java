package io.kinesisrewind.replay.source.archive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.kinesisrewind.replay.Failures;
import io.kinesisrewind.replay.plan.ArchivePlanner;
import io.kinesisrewind.replay.plan.Selection;
import io.kinesisrewind.replay.source.archive.split.LanePlan;
import io.kinesisrewind.replay.source.archive.split.PlanFiles;
import io.kinesisrewind.replay.testing.Checkpoints;
import io.kinesisrewind.replay.testing.InducedFaults;
import io.kinesisrewind.replay.testing.Records;
import io.kinesisrewind.replay.testing.TestArchive;
import io.kinesisrewind.schemas.ArchivedRecord;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.runtime.testutils.MiniClusterResourceConfiguration;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.test.junit5.MiniClusterExtension;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** An archive of more blocks than the job may carry: here, of more than two. */
class PlanSegmentsIT {

  private static final int FILES = 9;
  private static final int RECORDS_A_FILE = 50;
  private static final Selection ALL = Selection.of(Records.STREAM);

  @RegisterExtension
  static final MiniClusterExtension FLINK =
      new MiniClusterExtension(
          new MiniClusterResourceConfiguration.Builder()
              .setNumberTaskManagers(1)
              .setNumberSlotsPerTaskManager(1)
              .build());

  @TempDir Path folder;

  private final List<ArchivedRecord> records = Records.random(FILES * RECORDS_A_FILE, 10, 4);
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
              Records.START.plusSeconds(120L * (i / RECORDS_A_FILE)).plusMillis(i));
    }
    for (int i = 0; i < FILES; i++) {
      int from = i * RECORDS_A_FILE;
      archive.write(new ArrayList<>(records.subList(from, from + RECORDS_A_FILE)), 1);
    }
    faults = new InducedFaults(new Checkpoints(folder.resolve("checkpoints")));
  }

  @AfterEach
  void mend() {
    faults.end();
  }

  @Test
  void everyRecordIsReadOnceInOrderThroughAFailure() throws Exception {
    faults.failOnceAt(archive.files().get(6));
    ArchiveSource source = plan();
    assertThat(planFiles()).hasSizeGreaterThan(2);

    assertThat(read(source))
        .containsExactlyElementsOf(
            records.stream().map(ArchivedRecord::getSequenceNumber).toList());
    assertThat(faults.count()).isEqualTo(1);
  }

  @Test
  void aPlanThatIsGoneEndsTheReplayWithOneSentence() throws Exception {
    ArchiveSource source = plan();
    for (Path file : planFiles()) {
      Files.delete(file);
    }

    assertThatThrownBy(() -> read(source))
        .satisfies(
            failure ->
                assertThat(Failures.reason(failure))
                    .contains("a part of the replay's plan, is gone; start the replay again"));
  }

  private ArchiveSource plan() throws IOException {
    org.apache.flink.core.fs.Path plan =
        new org.apache.flink.core.fs.Path(folder.resolve("plan").toUri());
    LanePlan lanes = new LanePlan(ALL, PlanFiles.in(plan), 1);
    ArchivePlanner.plan(archive.root(), ALL, lanes::addEarlier);
    return ArchiveSource.of(lanes.lanes());
  }

  private List<Path> planFiles() throws IOException {
    try (Stream<Path> files = Files.list(folder.resolve("plan"))) {
      return files.toList();
    }
  }

  private List<String> read(ArchiveSource source) throws Exception {
    Configuration flink = new Configuration();
    flink.setString("execution.checkpointing.interval", "100 ms");
    flink.setString(
        "execution.checkpointing.dir", folder.resolve("checkpoints").toUri().toString());
    flink.setString("restart-strategy.type", "fixed-delay");
    flink.setString("restart-strategy.fixed-delay.attempts", "20");
    flink.setString("restart-strategy.fixed-delay.delay", "100 ms");
    StreamExecutionEnvironment env =
        StreamExecutionEnvironment.getExecutionEnvironment(flink).setParallelism(1);
    return env.fromSource(source, WatermarkStrategy.noWatermarks(), "archive")
        .map(candidate -> candidate.getRecord().getSequenceNumber())
        .executeAndCollect(records.size() + 1);
  }
}
