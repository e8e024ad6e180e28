package io.kinesisrewind.archive.parquet;

import io.kinesisrewind.runtime.AwsFailure;
import java.io.IOException;
import org.apache.flink.core.fs.Path;

/**
 * What the job fails with when the archive's file system does: one line that names the file and
 * says why, as the cause's own words are spread over several exceptions.
 */
final class FileFailure {

  private FileFailure() {}

  /** A file that is being written. */
  static IOException writing(Path file, IOException cause) {
    return new IOException(
        "Cannot write the archive file " + file + ": " + explain(file, cause), cause);
  }

  /** A file that is written, and is to become visible. */
  static IOException committing(PendingFile file, Path root, IOException cause) {
    return new IOException(
        "Cannot commit a file of the archive "
            + root
            + ": "
            + explain(root, cause)
            + " ("
            + file
            + ")",
        cause);
  }

  private static String explain(Path path, IOException cause) {
    String scheme = String.valueOf(path.toUri().getScheme());
    return scheme.startsWith("s3")
        ? AwsFailure.explainS3(cause, path.toUri().getAuthority(), "s3:PutObject")
        : String.valueOf(cause.getMessage());
  }
}
