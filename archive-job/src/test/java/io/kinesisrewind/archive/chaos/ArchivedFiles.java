package io.kinesisrewind.archive.chaos;

import io.kinesisrewind.archive.support.ArchiveReader;
import io.kinesisrewind.archive.support.PutRecord;
import io.kinesisrewind.runtime.FlinkInputFile;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.apache.flink.core.fs.FileStatus;
import org.apache.flink.core.fs.FileSystem;
import org.apache.flink.core.fs.Path;

/**
 * The rows of an archive on S3. A file never changes, so each is read only once, however often one
 * asks.
 */
final class ArchivedFiles {

  private final Path root;
  private final Map<Path, List<PutRecord>> read = new HashMap<>();

  ArchivedFiles(Path root) {
    this.root = root;
  }

  /** Of all files that are there now. */
  List<PutRecord> rows() {
    try {
      List<FileStatus> files = new ArrayList<>();
      collect(root.getFileSystem(), root, files);
      read.keySet().retainAll(files.stream().map(FileStatus::getPath).collect(Collectors.toSet()));
      files.forEach(file -> read.computeIfAbsent(file.getPath(), path -> read(file)));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return read.values().stream().flatMap(List::stream).collect(Collectors.toList());
  }

  private static List<PutRecord> read(FileStatus file) {
    return ArchiveReader.rowsOf(FlinkInputFile.of(file)).stream()
        .map(PutRecord::of)
        .collect(Collectors.toList());
  }

  private static void collect(FileSystem fileSystem, Path folder, List<FileStatus> files)
      throws IOException {
    FileStatus[] statuses;
    try {
      statuses = fileSystem.listStatus(folder);
    } catch (FileNotFoundException e) {
      return; // nothing archived yet
    }
    for (FileStatus status : statuses) {
      if (status.isDir()) {
        collect(fileSystem, status.getPath(), files);
      } else {
        files.add(status);
      }
    }
  }
}
