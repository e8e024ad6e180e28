package io.kinesisrewind.archive.chaos;

import java.io.IOException;
import java.util.Arrays;
import java.util.Comparator;
import org.apache.flink.core.fs.FileStatus;
import org.apache.flink.core.fs.FileSystem;
import org.apache.flink.core.fs.Path;

/** The checkpoints that a job left behind; found as an operator does, by looking. */
final class RetainedCheckpoints {

  private static final String PREFIX = "chk-";

  private RetainedCheckpoints() {}

  /**
   * The last complete one.
   *
   * @param root where the cluster keeps its checkpoints
   * @param jobId of the job that wrote it
   */
  static String latest(Path root, String jobId) throws IOException {
    FileSystem fileSystem = root.getFileSystem();
    return Arrays.stream(fileSystem.listStatus(new Path(root, jobId)))
        .map(FileStatus::getPath)
        .filter(path -> path.getName().startsWith(PREFIX) && isComplete(fileSystem, path))
        .max(Comparator.comparingLong(RetainedCheckpoints::number))
        .orElseThrow(() -> new IllegalStateException("No checkpoint of " + jobId + " in " + root))
        .toString();
  }

  private static long number(Path checkpoint) {
    return Long.parseLong(checkpoint.getName().substring(PREFIX.length()));
  }

  private static boolean isComplete(FileSystem fileSystem, Path checkpoint) {
    try {
      return fileSystem.exists(new Path(checkpoint, "_metadata"));
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }
}
