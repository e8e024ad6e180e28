package io.kinesisrewind.archive.compact;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.kinesisrewind.archive.support.ArchiveFilesWriter;
import io.kinesisrewind.archive.support.JobJar;
import io.kinesisrewind.archive.support.SandboxS3;
import io.kinesisrewind.runtime.archive.ArchiveFolders;
import io.kinesisrewind.sandbox.Sandbox;
import io.kinesisrewind.sandbox.SandboxExtension;
import io.kinesisrewind.sandbox.flink.FlinkCluster;
import io.kinesisrewind.sandbox.flink.FlinkClusterOptions;
import io.kinesisrewind.sandbox.flink.FlinkJob;
import io.kinesisrewind.sandbox.flink.JobState;
import io.kinesisrewind.sandbox.flink.JobSubmission;
import io.kinesisrewind.schemas.ArchiveHour;
import io.kinesisrewind.schemas.ArchivedRecord;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.core.fs.FileStatus;
import org.apache.flink.core.fs.FileSystem;
import org.apache.flink.core.fs.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The shaded jar on a cluster of separate processes, S3 as a plugin, and a task manager killed. */
class CompactJobClusterIT {

  private static final int HOURS = 10;
  private static final int BUCKETS = 4;
  private static final int FILES = 3;

  @RegisterExtension static final SandboxExtension SANDBOX = new SandboxExtension();

  @AfterAll
  static void forgetS3() {
    FileSystem.initialize(new org.apache.flink.configuration.Configuration(), null);
  }

  @Test
  void compactsOnS3ThroughAKilledTaskManager() throws Exception {
    Sandbox sandbox = SANDBOX.sandbox();
    SandboxS3.initialize(sandbox);
    String bucket = sandbox.uniqueName("archive");
    sandbox.createBucket(bucket);
    Path archive = new Path("s3://" + bucket + "/kinesis");
    List<ArchivedRecord> records = fill(archive);
    List<FileStatus> before = files(archive, records);
    FlinkClusterOptions options =
        FlinkClusterOptions.defaults()
            .withSandbox(sandbox)
            .with("heartbeat.timeout", "5 s")
            .with("heartbeat.interval", "1 s");
    try (FlinkCluster cluster = FlinkCluster.start(options)) {
      FlinkJob job =
          cluster.submit(
              JobSubmission.of(JobJar.path())
                  .withEntryClass(CompactJob.class.getName())
                  .withParallelism(1)
                  .withArguments(List.of("--archive", archive.toString())));
      await()
          .atMost(Duration.ofMinutes(2))
          .until(() -> files(archive, records).stream().anyMatch(CompactJobClusterIT::isMerged));
      assertThat(files(archive, records)).anyMatch(file -> !isMerged(file));
      cluster.killTaskManager(0);
      cluster.startTaskManager();
      job.awaitState(JobState.FINISHED);

      assertThat(job.accumulators())
          .containsEntry("compact.records", Integer.toString(records.size()));
    }
    List<FileStatus> after = files(archive, records);
    assertThat(before).hasSizeGreaterThan(after.size());
    assertThat(after).allMatch(CompactJobClusterIT::isMerged);
    List<ArchivedRecord> rows = new ArrayList<>();
    for (Path hour : hours(archive, records)) {
      rows.addAll(SandboxS3.rows(hour));
    }
    assertThat(rows).containsExactlyInAnyOrderElementsOf(records);
  }

  private static boolean isMerged(FileStatus file) {
    return file.getPath().getName().contains("-merged-");
  }

  private static List<ArchivedRecord> fill(Path archive) throws IOException {
    ArchiveFilesWriter writer = new ArchiveFilesWriter(archive);
    List<ArchivedRecord> records = new ArrayList<>();
    for (int hour = 0; hour < HOURS; hour++) {
      for (int file = 0; file < FILES; file++) {
        int first = hour * 3_600 + file * 50;
        List<ArchivedRecord> part = TestGroups.records(first, first + 50);
        writer.write(part, BUCKETS);
        records.addAll(part);
      }
    }
    return records;
  }

  private static List<Path> hours(Path archive, List<ArchivedRecord> records) {
    return records.stream()
        .map(ArchiveHour::of)
        .distinct()
        .map(hour -> new Path(archive, hour.path()))
        .toList();
  }

  private static List<FileStatus> files(Path archive, List<ArchivedRecord> records)
      throws IOException {
    List<FileStatus> files = new ArrayList<>();
    for (Path hour : hours(archive, records)) {
      files.addAll(new ArchiveFolders(archive).files(hour));
    }
    return files;
  }
}
