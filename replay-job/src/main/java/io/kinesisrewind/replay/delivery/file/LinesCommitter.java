package io.kinesisrewind.replay.delivery.file;

import java.io.IOException;
import java.util.Collection;
import org.apache.flink.api.connector.sink2.Committer;
import org.apache.flink.core.fs.Path;
import org.apache.flink.core.fs.RecoverableWriter;
import org.apache.flink.core.fs.RecoverableWriter.CommitRecoverable;

/** Makes the files of a complete checkpoint visible; those that are so already stay as they are. */
final class LinesCommitter implements Committer<CommitRecoverable> {

  private final Path folder;
  private final RecoverableWriter fileSystem;

  LinesCommitter(Path folder, RecoverableWriter fileSystem) {
    this.folder = folder;
    this.fileSystem = fileSystem;
  }

  @Override
  public void commit(Collection<CommitRequest<CommitRecoverable>> requests) throws IOException {
    for (CommitRequest<CommitRecoverable> request : requests) {
      try {
        fileSystem.recoverForCommit(request.getCommittable()).commitAfterRecovery();
      } catch (IOException e) {
        throw LinesFailure.committing(folder, e);
      }
    }
  }

  @Override
  public void close() {}
}
