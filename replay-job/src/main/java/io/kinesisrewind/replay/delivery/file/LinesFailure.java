package io.kinesisrewind.replay.delivery.file;

import io.kinesisrewind.runtime.AwsFailure;
import java.io.IOException;
import org.apache.flink.core.fs.Path;

/** What a replay fails over with when it cannot write its files: one line that says why. */
final class LinesFailure {

  private LinesFailure() {}

  static IOException writing(Path file, IOException cause) {
    return new IOException("Cannot write " + file + ": " + explain(file, cause), cause);
  }

  static IOException committing(Path folder, IOException cause) {
    return new IOException(
        "Cannot make a file in " + folder + " visible: " + explain(folder, cause), cause);
  }

  /** The end of a sentence, with its remedy where one is known. */
  static String explain(Path path, IOException cause) {
    String bucket = path.toUri().getAuthority();
    return bucket == null
        ? String.valueOf(cause.getMessage()) + "; check that the folder may be written to"
        : AwsFailure.explainS3(cause, bucket, "s3:PutObject");
  }
}
