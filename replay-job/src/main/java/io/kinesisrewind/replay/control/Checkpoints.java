package io.kinesisrewind.replay.control;

import io.kinesisrewind.replay.ledger.Execution;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.flink.core.fs.FileStatus;
import org.apache.flink.core.fs.Path;

/** Finds the checkpoint that a replay goes on from. */
final class Checkpoints {

  private static final Pattern NAME = Pattern.compile("chk-(\\d{1,18})");

  private Checkpoints() {}

  /** The latest complete one of all jobs that have worked on the replay: they count on. */
  static Optional<Path> last(Execution execution) throws IOException {
    Path last = null;
    long highest = -1;
    for (String folder : execution.checkpointFolders()) {
      for (FileStatus file : list(new Path(folder))) {
        OptionalLong number = number(file.getPath());
        if (number.isPresent() && number.getAsLong() > highest && isComplete(file.getPath())) {
          highest = number.getAsLong();
          last = file.getPath();
        }
      }
    }
    return Optional.ofNullable(last);
  }

  private static OptionalLong number(Path folder) {
    Matcher name = NAME.matcher(folder.getName());
    return name.matches() ? OptionalLong.of(Long.parseLong(name.group(1))) : OptionalLong.empty();
  }

  /** Flink writes it last. */
  private static boolean isComplete(Path checkpoint) throws IOException {
    return checkpoint.getFileSystem().exists(new Path(checkpoint, "_metadata"));
  }

  private static FileStatus[] list(Path folder) throws IOException {
    try {
      FileStatus[] found = folder.getFileSystem().listStatus(folder);
      return found == null ? new FileStatus[0] : found;
    } catch (FileNotFoundException e) {
      return new FileStatus[0];
    }
  }
}
