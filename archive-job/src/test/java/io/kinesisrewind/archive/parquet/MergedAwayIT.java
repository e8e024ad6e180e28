package io.kinesisrewind.archive.parquet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.kinesisrewind.archive.support.Records;
import io.kinesisrewind.archive.support.SandboxS3;
import io.kinesisrewind.runtime.archive.ArchiveFolders;
import io.kinesisrewind.sandbox.Sandbox;
import io.kinesisrewind.sandbox.SandboxExtension;
import io.kinesisrewind.schemas.ArchiveFileName;
import io.kinesisrewind.schemas.ArchiveHour;
import io.kinesisrewind.schemas.ArchivedRecord;
import io.kinesisrewind.schemas.CompactedFrom;
import io.kinesisrewind.schemas.FileSummary;
import io.kinesisrewind.schemas.KeyBucket;
import java.io.IOException;
import java.util.List;
import java.util.Set;
import org.apache.flink.api.connector.sink2.Committer.CommitRequest;
import org.apache.flink.core.fs.FSDataOutputStream;
import org.apache.flink.core.fs.FileSystem;
import org.apache.flink.core.fs.FileSystem.WriteMode;
import org.apache.flink.core.fs.Path;
import org.apache.flink.core.fs.RecoverableWriter;
import org.apache.flink.metrics.groups.UnregisteredMetricsGroup;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** An archive job that goes on from an old savepoint, after a compaction, on S3. */
class MergedAwayIT {

  private static final KeyBucket ALL = KeyBucket.of(0, 1);
  private static final ArchivedRecord RECORD = Records.record("a", 1);

  @RegisterExtension static final SandboxExtension SANDBOX = new SandboxExtension();

  private Path archive;
  private RecoverableWriter fileSystem;
  private PendingFile pending;
  private Path file;

  @AfterAll
  static void forgetS3() {
    FileSystem.initialize(new org.apache.flink.configuration.Configuration(), null);
  }

  @BeforeEach
  void commitOnce() throws Exception {
    Sandbox sandbox = SANDBOX.sandbox();
    SandboxS3.initialize(sandbox);
    String bucket = sandbox.uniqueName("archive");
    sandbox.createBucket(bucket);
    archive = new Path("s3://" + bucket + "/kinesis");
    fileSystem = archive.getFileSystem().createRecoverableWriter();
    Block block = new Block(ArchiveHour.of(RECORD), ALL);
    block.add(RECORD);
    pending = new BlockFiles(archive, fileSystem, Compression.DEFAULT).write(block);
    commit();
    file = new ArchiveFolders(archive).files(hour()).get(0).getPath();
  }

  @Test
  void aFileThatACompactionHasMergedIsNotMissed() throws Exception {
    writeMerged(Set.of(file.getName()));
    archive.getFileSystem().delete(file, false);

    commit();

    assertThat(new ArchiveFolders(archive).files(hour())).hasSize(1);
  }

  @Test
  void aFileThatIsGoneForNoReasonIs() throws Exception {
    writeMerged(Set.of("bucket-00-of-01-another.parquet"));
    archive.getFileSystem().delete(file, false);

    assertThatThrownBy(this::commit)
        .isInstanceOf(IOException.class)
        .hasMessageStartingWith("Cannot commit a file of the archive");
  }

  private void commit() throws IOException, InterruptedException {
    new FileCommitter(archive, fileSystem, new MergedAway(archive), new UnregisteredMetricsGroup())
        .commit(List.of(new Request(pending)));
  }

  private void writeMerged(Set<String> replaced) throws IOException {
    Path merged = new Path(hour(), ArchiveFileName.of(ALL, "merged-1"));
    FileSummary summary =
        FileSummary.of(ALL, List.of(RECORD))
            .compactedFrom(CompactedFrom.of("compaction", 1, replaced));
    try (FSDataOutputStream out = merged.getFileSystem().create(merged, WriteMode.NO_OVERWRITE)) {
      BlockOutput.write(out, List.of(RECORD), summary, Compression.DEFAULT);
    }
  }

  private Path hour() {
    return new Path(archive, ArchiveHour.of(RECORD).path());
  }

  private record Request(PendingFile file) implements CommitRequest<PendingFile> {

    @Override
    public PendingFile getCommittable() {
      return file;
    }

    @Override
    public int getNumberOfRetries() {
      return 0;
    }

    @Override
    public void signalFailedWithKnownReason(Throwable t) {
      throw new AssertionError(t);
    }

    @Override
    public void signalFailedWithUnknownReason(Throwable t) {
      throw new AssertionError(t);
    }

    @Override
    public void retryLater() {
      throw new AssertionError("not asked for");
    }

    @Override
    public void updateAndRetryLater(PendingFile committable) {
      throw new AssertionError("not asked for");
    }

    @Override
    public void signalAlreadyCommitted() {
      throw new AssertionError("not asked for");
    }
  }
}
