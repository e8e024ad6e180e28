package io.kinesisrewind.replay.source.file;

import io.kinesisrewind.replay.delivery.file.LinesSink;
import io.kinesisrewind.runtime.archive.ArchiveFolders;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.apache.flink.core.fs.FileStatus;
import org.apache.flink.core.fs.Path;

/** The files of records below a folder, by path; hidden ones, which are not whole, left out. */
final class FileListing {

  private final List<FileStatus> files = new ArrayList<>();
  private final List<Path> foreign = new ArrayList<>();

  private FileListing() {}

  /**
   * @param place a folder, or a file, which may have any name
   * @throws java.io.FileNotFoundException where there is neither
   */
  static FileListing of(Path place) throws IOException {
    FileListing listing = new FileListing();
    FileStatus status = place.getFileSystem().getFileStatus(place);
    if (status.isDir()) {
      listing.addFolder(place);
      listing.files.sort(Comparator.comparing(file -> file.getPath().toString()));
    } else {
      listing.files.add(status);
    }
    return listing;
  }

  List<FileStatus> files() {
    return files;
  }

  /** Visible files that are not named as files of records are. */
  List<Path> foreign() {
    return foreign;
  }

  private void addFolder(Path folder) throws IOException {
    for (FileStatus entry : ArchiveFolders.list(folder)) {
      String name = entry.getPath().getName();
      if (name.startsWith(".") || name.startsWith("_")) {
        continue;
      }
      if (entry.isDir()) {
        addFolder(entry.getPath());
      } else if (name.endsWith(LinesSink.SUFFIX)) {
        files.add(entry);
      } else {
        foreign.add(entry.getPath());
      }
    }
  }
}
