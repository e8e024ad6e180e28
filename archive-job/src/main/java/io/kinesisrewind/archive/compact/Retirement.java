package io.kinesisrewind.archive.compact;

import io.kinesisrewind.schemas.ArchiveHour;
import io.kinesisrewind.schemas.ReplacedFile;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import org.apache.flink.core.fs.FileSystem;
import org.apache.flink.core.fs.Path;

/**
 * Takes files out of the archive whose records are all in others: where replaced files are kept,
 * moves them to {@link ReplacedFile}'s folder, else deletes them.
 */
final class Retirement {

  private final FileSystem fileSystem;
  private final Path archive;
  private final Duration keep;

  Retirement(Path archive, Duration keep) throws IOException {
    this.fileSystem = archive.getFileSystem();
    this.archive = archive;
    this.keep = keep;
  }

  /** Does nothing where the file is gone already: another compaction may have been faster. */
  void retire(Path file, ArchiveHour hour) throws IOException {
    if (keep.isZero()) {
      fileSystem.delete(file, false);
      return;
    }
    Path folder = new Path(archive, ReplacedFile.folder(hour));
    fileSystem.mkdirs(folder);
    Path kept = new Path(folder, ReplacedFile.name(file.getName(), Instant.now()));
    if (!rename(file, kept) && fileSystem.exists(file)) {
      throw new IOException("Cannot move " + file + " to " + kept);
    }
  }

  private boolean rename(Path file, Path kept) throws IOException {
    try {
      return fileSystem.rename(file, kept);
    } catch (FileNotFoundException e) {
      return false;
    }
  }
}
