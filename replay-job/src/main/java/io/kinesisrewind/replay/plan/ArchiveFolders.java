package io.kinesisrewind.replay.plan;

import io.kinesisrewind.schemas.ArchiveFileName;
import io.kinesisrewind.schemas.ArchiveHour;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
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

  /** Folders of the days that can hold arrivals of the selection. */
  List<Path> days(Selection selection) throws IOException {
    String first = selection.from().map(from -> dayFolder(selection, from)).orElse("");
    String last = selection.to().map(to -> dayFolder(selection, to)).orElse("~");
    return list(new Path(archive, ArchiveHour.streamFolder(selection.streamName()))).stream()
        .filter(FileStatus::isDir)
        .map(FileStatus::getPath)
        .filter(day -> day.getName().startsWith(ArchiveHour.DATE_COLUMN + "="))
        .filter(day -> day.getName().compareTo(first) >= 0 && day.getName().compareTo(last) <= 0)
        .collect(Collectors.toList());
  }

  /** Folders of the hours, of one day, that can hold arrivals of the selection. */
  List<Path> hours(Path day, Selection selection) throws IOException {
    return list(day).stream()
        .filter(FileStatus::isDir)
        .map(FileStatus::getPath)
        .filter(hour -> ArchiveHour.parse(hour.getPath()).filter(selection::mayHold).isPresent())
        .collect(Collectors.toList());
  }

  /** The Parquet files of one hour, hidden ones left out. */
  List<FileStatus> files(Path hour) throws IOException {
    return list(hour).stream()
        .filter(file -> !file.isDir())
        .filter(file -> isVisibleParquet(file.getPath().getName()))
        .collect(Collectors.toList());
  }

  private static String dayFolder(Selection selection, java.time.Instant instant) {
    return ArchiveHour.dateFolder(ArchiveHour.of(selection.streamName(), instant).date());
  }

  private static boolean isVisibleParquet(String name) {
    return name.endsWith(ArchiveFileName.SUFFIX) && !name.startsWith(".") && !name.startsWith("_");
  }

  private static List<FileStatus> list(Path folder) throws IOException {
    FileSystem files = folder.getFileSystem();
    try {
      FileStatus[] found = files.listStatus(folder);
      return found == null ? List.of() : Arrays.asList(found);
    } catch (FileNotFoundException e) {
      return List.of();
    }
  }
}
