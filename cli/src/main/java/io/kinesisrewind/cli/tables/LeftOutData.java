package io.kinesisrewind.cli.tables;

import io.kinesisrewind.replay.source.latest.TableItem;
import io.kinesisrewind.schemas.ArchiveHour;
import io.kinesisrewind.schemas.ArchivedRecord;
import java.io.IOException;
import java.util.Optional;
import org.apache.flink.core.fs.Path;

/** Gets data that was too large for an item from the archive to which the item points. */
final class LeftOutData {

  private final ArchiveLookup archive;

  LeftOutData(ArchiveLookup archive) {
    this.archive = archive;
  }

  /**
   * What has come of it, one of the two.
   *
   * @param record with its data
   * @param problem why the data cannot be had, for the user
   */
  record Result(Optional<ArchivedRecord> record, String problem) {

    private static Result failed(String problem) {
      return new Result(Optional.empty(), problem);
    }
  }

  /**
   * @param item one with a location
   */
  Result of(TableItem item) {
    String location = item.archiveLocation().orElseThrow();
    Optional<Path> root = root(location, item.record());
    if (root.isEmpty()) {
      return Result.failed("its location " + location + " is not one of an archive");
    }
    try {
      return new Result(archive.find(root.get(), item.record()), "it is not (yet) at " + location);
    } catch (IOException | RuntimeException e) { // file systems and Parquet throw both
      return Result.failed(location + " cannot be read: " + e.getMessage());
    }
  }

  /** A location is that of its record's own hour; the table is trusted with no other path. */
  private static Optional<Path> root(String location, ArchivedRecord record) {
    int hour = location.lastIndexOf("/" + ArchiveHour.of(record).path() + "/bucket-");
    return hour < 0 ? Optional.empty() : Optional.of(new Path(location.substring(0, hour) + "/"));
  }
}
