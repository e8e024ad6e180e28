package io.kinesisrewind.archive.parquet;

import io.kinesisrewind.archive.PerStream;
import java.io.IOException;
import java.util.Collection;
import org.apache.flink.api.connector.sink2.Committer;
import org.apache.flink.core.fs.Path;
import org.apache.flink.core.fs.RecoverableWriter;
import org.apache.flink.metrics.MetricGroup;

/**
 * Makes the files of a complete checkpoint visible. A file that is so already, because the job
 * failed after the commit and before it was known, stays as it is; one that was, and has since been
 * merged into another by a compaction, stays away.
 */
final class FileCommitter implements Committer<PendingFile> {

  private final Path root;
  private final RecoverableWriter fileSystem;
  private final MergedAway mergedAway;
  private final PerStream<FileMetrics> metrics;

  FileCommitter(
      Path root, RecoverableWriter fileSystem, MergedAway mergedAway, MetricGroup metrics) {
    this.root = root;
    this.fileSystem = fileSystem;
    this.mergedAway = mergedAway;
    this.metrics = new PerStream<>(metrics, FileMetrics::new);
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
        if (!isMergedAway(file, e)) {
          throw FileFailure.committing(file, root, e);
        }
      }
      metrics.of(file.streamName()).committed(file);
    }
  }

  /** Where that cannot be found out, the failure to commit is what is told. */
  private boolean isMergedAway(PendingFile file, IOException failure) {
    try {
      return mergedAway.contains(file);
    } catch (IOException e) {
      failure.addSuppressed(e);
      return false;
    }
  }

  @Override
  public void close() {}
}
