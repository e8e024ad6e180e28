package io.kinesisrewind.archive.parquet;

import io.kinesisrewind.runtime.archive.ArchiveFiles;
import io.kinesisrewind.runtime.archive.ArchiveFolders;
import io.kinesisrewind.schemas.ArchiveFileName;
import io.kinesisrewind.schemas.ArchiveHour;
import io.kinesisrewind.schemas.CompactedFrom;
import io.kinesisrewind.schemas.KeyBucket;
import java.io.IOException;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.flink.core.fs.FileStatus;
import org.apache.flink.core.fs.Path;

/**
 * Knows the files that were committed and then merged into others by a compaction. A job that goes
 * on from a savepoint commits its files once more, however long ago it committed them first; S3
 * takes a file that is gone for one that is lost.
 */
final class MergedAway {

  /** In the text form of a recoverable, which says more about it than its interface does. */
  private static final Pattern FILE =
      Pattern.compile(
          "(stream_name=[^/]+/arrival_date=[^/]+/arrival_hour=\\d\\d)/(bucket-[^/, ]+)");

  private final Path archive;

  MergedAway(Path archive) {
    this.archive = archive;
  }

  /** Whether a file of the archive says in its footer that it replaces this one. */
  boolean contains(PendingFile file) throws IOException {
    Matcher matcher = FILE.matcher(file.recoverable().toString());
    if (!matcher.find()) {
      return false;
    }
    Optional<ArchiveHour> hour = ArchiveHour.parse(matcher.group(1));
    Optional<KeyBucket> bucket = ArchiveFileName.bucket(matcher.group(2));
    return hour.isPresent()
        && bucket.isPresent()
        && isReplaced(hour.get(), bucket.get(), matcher.group(2));
  }

  private boolean isReplaced(ArchiveHour hour, KeyBucket bucket, String name) throws IOException {
    Path folder = new Path(archive, hour.path());
    for (FileStatus file : new ArchiveFolders(archive).files(folder)) {
      Optional<KeyBucket> found = ArchiveFileName.bucket(file.getPath().getName());
      if (found.filter(bucket::overlaps).isPresent() && replaces(file, hour, found.get(), name)) {
        return true;
      }
    }
    return false;
  }

  private static boolean replaces(FileStatus file, ArchiveHour hour, KeyBucket bucket, String name)
      throws IOException {
    return ArchiveFiles.summary(file.getPath(), file.getLen(), hour.streamName(), bucket)
        .compactedFrom()
        .map(CompactedFrom::replaced)
        .filter(replaced -> replaced.contains(name))
        .isPresent();
  }
}
