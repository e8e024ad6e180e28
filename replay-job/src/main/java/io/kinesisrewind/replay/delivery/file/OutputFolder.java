package io.kinesisrewind.replay.delivery.file;

import io.kinesisrewind.replay.bad.DeadLetters;
import io.kinesisrewind.runtime.AwsFailure;
import io.kinesisrewind.runtime.archive.ArchiveFolders;
import java.io.IOException;
import java.util.Optional;
import java.util.function.Predicate;
import org.apache.flink.core.fs.FileStatus;
import org.apache.flink.core.fs.FileSystem;
import org.apache.flink.core.fs.FileSystem.WriteMode;
import org.apache.flink.core.fs.Path;
import org.apache.flink.core.fs.UnsupportedFileSystemSchemeException;

/**
 * Looks at a folder before a replay writes to it. What a replay that died had not committed is
 * hidden, begins with a dot that is, and does not count.
 */
public final class OutputFolder {

  private static final String HIDDEN = ".";

  private final Path folder;
  private final String replayId;

  public OutputFolder(Path folder, String replayId) {
    this.folder = folder;
    this.replayId = replayId;
  }

  /**
   * A target's folder has to be empty, or the replay could not be told from what is there.
   *
   * @return what is wrong, as the end of a sentence with its remedy
   */
  public Optional<String> problemAsTarget() {
    return problem(
        name -> true,
        name ->
            name.startsWith(FileTarget.prefix(replayId))
                ? "already holds " + name + remedyForOurs()
                : "already holds " + name + "; choose a folder that is empty");
  }

  /** Dead letters of many replays may be in one folder. */
  public Optional<String> problemForDeadLetters() {
    return problem(
        name -> name.startsWith(DeadLetters.prefix(replayId)),
        name -> "already holds " + name + remedyForOurs());
  }

  /** Whether files can be made there. Leaves none, and no folder that was not there. */
  public Optional<String> problemWriting() {
    Path probe = new Path(folder, HIDDEN + replayId + "_probe");
    try {
      FileSystem files = probe.getFileSystem();
      boolean existed = files.exists(folder);
      files.create(probe, WriteMode.OVERWRITE).close();
      files.delete(probe, false);
      if (!existed && !files.isDistributedFS()) { // in S3 there are no folders
        files.delete(folder, false);
      }
      return Optional.empty();
    } catch (IOException e) {
      return Optional.of("cannot be written to: " + LinesFailure.explain(folder, e));
    }
  }

  private String remedyForOurs() {
    return " of an earlier run of --replay-id "
        + replayId
        + ", to which another would be added; choose another folder or id, or go on with that run"
        + " by --resume "
        + replayId;
  }

  private Optional<String> problem(Predicate<String> wrong, Explanation explanation) {
    try {
      return firstFile(wrong).map(explanation::of);
    } catch (UnsupportedFileSystemSchemeException e) {
      return Optional.of("Flink has no file system for it here");
    } catch (IOException e) {
      String bucket = folder.toUri().getAuthority();
      return Optional.of(
          bucket == null
              ? "cannot be read: " + e.getMessage() + "; check the name and the permissions"
              : AwsFailure.explainS3(e, bucket, "s3:ListBucket"));
    }
  }

  /** In the folder, or in one of its folders. */
  private Optional<String> firstFile(Predicate<String> wanted) throws IOException {
    for (FileStatus entry : ArchiveFolders.list(folder)) {
      Optional<String> name =
          entry.isDir() ? firstFileIn(entry.getPath(), wanted) : visible(entry, wanted);
      if (name.isPresent()) {
        return name;
      }
    }
    return Optional.empty();
  }

  private static Optional<String> firstFileIn(Path folder, Predicate<String> wanted)
      throws IOException {
    for (FileStatus entry : ArchiveFolders.list(folder)) {
      Optional<String> name = visible(entry, wanted);
      if (name.isPresent()) {
        return name;
      }
    }
    return Optional.empty();
  }

  private static Optional<String> visible(FileStatus entry, Predicate<String> wanted) {
    String name = entry.getPath().getName();
    return Optional.of(name).filter(text -> !text.startsWith(HIDDEN)).filter(wanted);
  }

  private interface Explanation {
    String of(String name);
  }
}
