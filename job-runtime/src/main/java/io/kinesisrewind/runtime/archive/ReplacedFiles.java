package io.kinesisrewind.runtime.archive;

import io.kinesisrewind.schemas.ArchiveHour;
import io.kinesisrewind.schemas.ReplacedFile;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.util.Optional;
import org.apache.flink.core.fs.FileStatus;
import org.apache.flink.core.fs.Path;

/** Finds files that a compaction has replaced since they were listed. */
public final class ReplacedFiles {

  private ReplacedFiles() {}

  /** Reads a file. */
  @FunctionalInterface
  public interface Reading<T> {
    T read(Path file) throws IOException;
  }

  /**
   * Reads a file of the archive, or, where it is gone from its folder, what is kept of it: its
   * contents are the same.
   *
   * @throws FileNotFoundException where it is in neither place
   */
  public static <T> T read(Path file, Reading<T> reading) throws IOException {
    try {
      return reading.read(file);
    } catch (FileNotFoundException e) {
      Path kept = find(file).orElseThrow(() -> e);
      return reading.read(kept);
    }
  }

  /**
   * @param file in its hour's folder
   */
  private static Optional<Path> find(Path file) throws IOException {
    Path folder = file.getParent();
    Optional<ArchiveHour> hour = ArchiveHour.parse(folder.getPath());
    if (hour.isEmpty()) {
      return Optional.empty();
    }
    Path archive = folder.getParent().getParent().getParent();
    return ArchiveFolders.list(new Path(archive, ReplacedFile.folder(hour.get()))).stream()
        .map(FileStatus::getPath)
        .filter(kept -> ReplacedFile.isKept(kept.getName(), file.getName()))
        .findFirst();
  }
}
