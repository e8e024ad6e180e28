package io.kinesisrewind.archive.compact;

import io.kinesisrewind.runtime.archive.ArchiveFolders;
import io.kinesisrewind.schemas.ReplacedFile;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.apache.flink.core.fs.FileStatus;
import org.apache.flink.core.fs.Path;

/** Deletes what earlier runs have put aside: replaced files, and staged ones of killed runs. */
final class Expiry {

  /** Longer than a run can need for a group; a run that loses a staged file starts over. */
  private static final Duration STAGED = Duration.ofDays(7);

  private final Path archive;
  private final Instant now;

  Expiry(Path archive, Instant now) {
    this.archive = archive;
    this.now = now;
  }

  /**
   * @return how many were deleted
   */
  long deleteReplaced(Duration keep) throws IOException {
    ArchiveFolders kept = new ArchiveFolders(new Path(archive, ReplacedFile.FOLDER));
    long deleted = 0;
    for (String stream : kept.streams()) {
      for (Path day : kept.days(stream, Optional.empty(), Optional.empty())) {
        for (Path hour : kept.hours(day, any -> true)) {
          deleted += deleteReplaced(hour, now.minus(keep));
        }
      }
    }
    return deleted;
  }

  private static long deleteReplaced(Path hour, Instant before) throws IOException {
    long deleted = 0;
    for (FileStatus file : ArchiveFolders.list(hour)) {
      Path path = file.getPath();
      if (ReplacedFile.replacedAt(path.getName()).filter(at -> !at.isAfter(before)).isPresent()) {
        path.getFileSystem().delete(path, false);
        deleted++;
      }
    }
    return deleted;
  }

  void deleteStaged() throws IOException {
    for (FileStatus run : ArchiveFolders.list(new Path(archive, Staging.FOLDER))) {
      Path path = run.getPath();
      if (run.isDir()
          && RunId.startOf(path.getName())
              .filter(at -> at.isBefore(now.minus(STAGED)))
              .isPresent()) {
        path.getFileSystem().delete(path, true);
      }
    }
  }
}
