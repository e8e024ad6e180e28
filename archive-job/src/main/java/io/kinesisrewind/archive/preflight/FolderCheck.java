package io.kinesisrewind.archive.preflight;

import io.kinesisrewind.runtime.AwsFailure;
import io.kinesisrewind.runtime.Problems;
import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import org.apache.flink.core.fs.FileSystem;
import org.apache.flink.core.fs.Path;
import org.apache.flink.core.fs.UnsupportedFileSystemSchemeException;

/**
 * The archive's folder can be reached, and, where it is local, written to. Whether a bucket may be
 * written to is only found by writing: the first checkpoint says so.
 */
final class FolderCheck {

  private static final String OPTION = "--archive";
  private static final Duration PATIENCE = Duration.ofSeconds(20);

  private FolderCheck() {}

  static void run(Path archive, Problems problems) {
    try {
      FileSystem fileSystem = archive.getFileSystem();
      fileSystem.createRecoverableWriter();
      if (fileSystem.isDistributedFS()) {
        checkBucket(archive, fileSystem, problems);
      } else {
        checkLocal(java.nio.file.Path.of(archive.getPath()), problems);
      }
    } catch (UnsupportedFileSystemSchemeException e) {
      problems.add(
          OPTION,
          archive,
          "Flink has no file system for it here; for S3 put flink-s3-fs-hadoop into Flink's"
              + " plugins");
    } catch (UnsupportedOperationException e) {
      problems.add(OPTION, archive, "is on a file system without exactly-once writes; use s3://");
    } catch (IOException e) {
      problems.add(OPTION, archive, "cannot be reached: " + e.getMessage());
    }
  }

  /** A listing of the bucket itself: an absent prefix is fine, an absent bucket is not. */
  private static void checkBucket(Path archive, FileSystem fileSystem, Problems problems) {
    String bucket = archive.toUri().getAuthority();
    Path root = new Path(archive.toUri().getScheme() + "://" + bucket + "/");
    try {
      TimeLimit.run(PATIENCE, () -> fileSystem.listStatus(root));
    } catch (IOException e) {
      problems.add(OPTION, archive, AwsFailure.explainS3(e, bucket, "s3:ListBucket"));
    }
  }

  private static void checkLocal(java.nio.file.Path folder, Problems problems) {
    java.nio.file.Path existing = folder;
    while (existing != null && !Files.exists(existing)) {
      existing = existing.getParent();
    }
    if (existing == null || !Files.isDirectory(existing)) {
      problems.add(OPTION, folder, existing + " is not a folder; choose another");
    } else if (!Files.isWritable(existing)) {
      problems.add(OPTION, folder, existing + " cannot be written to; choose another");
    }
  }
}
