package io.kinesisrewind.runtime.archive;

import io.kinesisrewind.schemas.ArchiveFileName;
import io.kinesisrewind.schemas.ArchiveHour;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.apache.flink.core.fs.FileStatus;
import org.apache.flink.core.fs.FileSystem;
import org.apache.flink.core.fs.Path;

/** The folders of an archive, on any of Flink's file systems. */
public final class ArchiveFolders {

  private final Path archive;

  public ArchiveFolders(Path archive) {
    this.archive = archive;
  }

  /** Names of the streams it holds, sorted; empty where there are none, or no archive. */
  public List<String> streams() throws IOException {
    String prefix = ArchiveHour.STREAM_COLUMN + "=";
    return list(archive).stream()
        .filter(FileStatus::isDir)
        .map(folder -> folder.getPath().getName())
        .filter(name -> name.startsWith(prefix))
        .map(name -> name.substring(prefix.length()))
        .filter(ArchiveHour::isStreamName)
        .sorted()
        .collect(Collectors.toList());
  }

  /**
   * Folders of the days, of one stream, that can hold arrivals between two times.
   *
   * @param from empty for the beginning
   * @param to empty for the end
   */
  public List<Path> days(String streamName, Optional<Instant> from, Optional<Instant> to)
      throws IOException {
    String first = from.map(time -> dayFolder(streamName, time)).orElse("");
    String last = to.map(time -> dayFolder(streamName, time)).orElse("~");
    return list(new Path(archive, ArchiveHour.streamFolder(streamName))).stream()
        .filter(FileStatus::isDir)
        .map(FileStatus::getPath)
        .filter(day -> day.getName().startsWith(ArchiveHour.DATE_COLUMN + "="))
        .filter(day -> day.getName().compareTo(first) >= 0 && day.getName().compareTo(last) <= 0)
        .collect(Collectors.toList());
  }

  /** Folders of the hours, of one day, that are wanted. */
  public List<Path> hours(Path day, Predicate<ArchiveHour> wanted) throws IOException {
    return list(day).stream()
        .filter(FileStatus::isDir)
        .map(FileStatus::getPath)
        .filter(hour -> ArchiveHour.parse(hour.getPath()).filter(wanted).isPresent())
        .collect(Collectors.toList());
  }

  /** The Parquet files of one hour, hidden ones left out. */
  public List<FileStatus> files(Path hour) throws IOException {
    return list(hour).stream()
        .filter(file -> !file.isDir())
        .filter(file -> isVisibleParquet(file.getPath().getName()))
        .collect(Collectors.toList());
  }

  /** What a folder holds; nothing where it is not there. */
  public static List<FileStatus> list(Path folder) throws IOException {
    FileSystem files = folder.getFileSystem();
    try {
      FileStatus[] found = files.listStatus(folder);
      return found == null ? List.of() : Arrays.asList(found);
    } catch (FileNotFoundException e) {
      return List.of();
    }
  }

  private static String dayFolder(String streamName, Instant instant) {
    return ArchiveHour.dateFolder(ArchiveHour.of(streamName, instant).date());
  }

  private static boolean isVisibleParquet(String name) {
    return name.endsWith(ArchiveFileName.SUFFIX) && !name.startsWith(".") && !name.startsWith("_");
  }
}
