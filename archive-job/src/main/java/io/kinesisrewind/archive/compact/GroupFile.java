package io.kinesisrewind.archive.compact;

import io.kinesisrewind.schemas.FileSummary;
import org.apache.flink.core.fs.Path;

/** A file of the archive and what its footer says. */
final class GroupFile {

  private final Path path;
  private final long length;
  private final FileSummary summary;

  GroupFile(Path path, long length, FileSummary summary) {
    this.path = path;
    this.length = length;
    this.summary = summary;
  }

  Path path() {
    return path;
  }

  String name() {
    return path.getName();
  }

  /** Bytes. */
  long length() {
    return length;
  }

  FileSummary summary() {
    return summary;
  }

  @Override
  public String toString() {
    return path.toString();
  }
}
