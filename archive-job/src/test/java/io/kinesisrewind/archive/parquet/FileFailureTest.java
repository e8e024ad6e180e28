package io.kinesisrewind.archive.parquet;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import org.apache.flink.core.fs.Path;
import org.apache.flink.core.fs.RecoverableWriter.CommitRecoverable;
import org.junit.jupiter.api.Test;

class FileFailureTest {

  @Test
  void onS3TheLineNamesTheFileAndTheReasonHoweverDeep() {
    IOException cause = new IOException("upload", new IOException("Error Code: AccessDenied"));

    assertThat(FileFailure.writing(new Path("s3://bucket/archive/a.parquet"), cause))
        .hasMessage(
            "Cannot write the archive file s3://bucket/archive/a.parquet: no permission for"
                + " s3:PutObject on bucket; allow it to the role or user in use")
        .hasCause(cause);
  }

  @Test
  void elsewhereTheReasonIsTheFileSystems() {
    assertThat(FileFailure.writing(new Path("file:/archive/a"), new IOException("disk full")))
        .hasMessage("Cannot write the archive file file:/archive/a: disk full");
  }

  @Test
  void aCommitNamesTheArchiveAsS3sFileSystemNamesOnlyTheKey() {
    PendingFile file = new PendingFile("s", new Named("key=archive/a.parquet"), 7, 70, 700);

    assertThat(
            FileFailure.committing(
                file, new Path("s3://bucket/archive"), new IOException("NoSuchBucket: gone")))
        .hasMessage(
            "Cannot commit a file of the archive s3://bucket/archive: the bucket bucket does not"
                + " exist; create it first (key=archive/a.parquet (7 records, 700 bytes))");
  }

  private record Named(String name) implements CommitRecoverable {
    @Override
    public String toString() {
      return name;
    }
  }
}
