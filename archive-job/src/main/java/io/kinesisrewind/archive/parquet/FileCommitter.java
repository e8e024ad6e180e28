package io.kinesisrewind.archive.parquet;

import io.kinesisrewind.archive.ArchiveMetrics;
import java.io.IOException;
import java.util.Collection;
import org.apache.flink.api.connector.sink2.Committer;
import org.apache.flink.core.fs.Path;
import org.apache.flink.core.fs.RecoverableWriter;
import org.apache.flink.metrics.Counter;
import org.apache.flink.metrics.MetricGroup;

/**
 * Makes the files of a complete checkpoint visible. A file that is so already, because the job
 * failed after the commit and before it was known, stays as it is.
 */
final class FileCommitter implements Committer<PendingFile> {

  private final Path root;
  private final RecoverableWriter fileSystem;
  private final Counter records;
  private final Counter payloadBytes;
  private final Counter files;
  private final Counter fileBytes;

  FileCommitter(Path root, RecoverableWriter fileSystem, MetricGroup metrics) {
    this.root = root;
    this.fileSystem = fileSystem;
    this.records = ArchiveMetrics.counter(metrics, ArchiveMetrics.RECORDS_ARCHIVED);
    this.payloadBytes = ArchiveMetrics.counter(metrics, ArchiveMetrics.BYTES_ARCHIVED);
    this.files = ArchiveMetrics.counter(metrics, ArchiveMetrics.FILES_COMMITTED);
    this.fileBytes = ArchiveMetrics.counter(metrics, ArchiveMetrics.FILE_BYTES_COMMITTED);
  }

  /**
   * @throws IOException where the file system fails: the job then fails over and the commit is
   *     repeated, as the file is part of the checkpoint
   */
  @Override
  public void commit(Collection<CommitRequest<PendingFile>> requests) throws IOException {
    for (CommitRequest<PendingFile> request : requests) {
      PendingFile file = request.getCommittable();
      try {
        fileSystem.recoverForCommit(file.recoverable()).commitAfterRecovery();
      } catch (IOException e) {
        throw FileFailure.committing(file, root, e);
      }
      count(file);
    }
  }

  private void count(PendingFile file) {
    records.inc(file.records());
    payloadBytes.inc(file.payloadBytes());
    files.inc();
    fileBytes.inc(file.fileBytes());
  }

  @Override
  public void close() {}
}
