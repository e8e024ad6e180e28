package io.kinesisrewind.archive.compact;

import io.kinesisrewind.runtime.archive.ArchiveFolders;
import io.kinesisrewind.schemas.ArchiveFileName;
import io.kinesisrewind.schemas.ArchiveHour;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.core.fs.FileStatus;
import org.apache.flink.core.fs.Path;

/** Which hours' buckets there are to look at, from folder and file names alone. */
final class CompactPlan {

  private final List<HourBucket> groups = new ArrayList<>();
  private final List<String> foreignFiles = new ArrayList<>();
  private long hours;
  private long openHours;
  private long files;

  private CompactPlan() {}

  /**
   * @param now at which an hour has to have been closed
   */
  static CompactPlan of(CompactOptions options, List<String> streams, Instant now)
      throws IOException {
    CompactPlan plan = new CompactPlan();
    ArchiveFolders folders = new ArchiveFolders(options.archive());
    Instant closed = now.minus(options.closedFor());
    for (String stream : streams) {
      for (Path day : folders.days(stream, options.from(), options.to())) {
        for (Path folder : folders.hours(day, hour -> isWanted(hour, options))) {
          ArchiveHour hour = ArchiveHour.parse(folder.getPath()).orElseThrow();
          if (hour.end().isAfter(closed)) {
            plan.openHours++;
          } else {
            plan.add(hour, folders.files(folder));
          }
        }
      }
    }
    return plan;
  }

  private static boolean isWanted(ArchiveHour hour, CompactOptions options) {
    return options.from().map(hour.end()::isAfter).orElse(true)
        && options.to().map(hour.start()::isBefore).orElse(true);
  }

  private void add(ArchiveHour hour, List<FileStatus> found) {
    hours++;
    files += found.size();
    groups.addAll(HourBucket.of(hour, found));
    for (FileStatus file : found) {
      if (ArchiveFileName.bucket(file.getPath().getName()).isEmpty()) {
        foreignFiles.add(file.getPath().toString());
      }
    }
  }

  /** Those with more than one file. */
  List<HourBucket> groups() {
    return List.copyOf(groups);
  }

  /** Not the archive's; nothing is done about them. */
  List<String> foreignFiles() {
    return List.copyOf(foreignFiles);
  }

  long hours() {
    return hours;
  }

  /** Hours that may still get files. */
  long openHours() {
    return openHours;
  }

  long files() {
    return files;
  }
}
