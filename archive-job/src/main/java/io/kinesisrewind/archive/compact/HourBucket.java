package io.kinesisrewind.archive.compact;

import io.kinesisrewind.schemas.ArchiveFileName;
import io.kinesisrewind.schemas.ArchiveHour;
import io.kinesisrewind.schemas.KeyBucket;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.flink.core.fs.FileStatus;

/**
 * One stream's hour and key bucket: what is merged as one. Where files with different numbers of
 * buckets lie in an hour, it is a bucket of the coarsest, which the others' fall into.
 */
final class HourBucket implements Serializable {

  private static final long serialVersionUID = 1L;

  private final String hour;
  private final int index;
  private final int count;

  private HourBucket(ArchiveHour hour, KeyBucket bucket) {
    this.hour = hour.path();
    this.index = bucket.index();
    this.count = bucket.count();
  }

  /** Those that hold more than one file, so that there may be something to merge. */
  static List<HourBucket> of(ArchiveHour hour, List<FileStatus> files) {
    List<KeyBucket> found = new ArrayList<>();
    for (FileStatus file : files) {
      ArchiveFileName.bucket(file.getPath().getName()).ifPresent(found::add);
    }
    int coarsest = found.stream().mapToInt(KeyBucket::count).min().orElse(1);
    return IntStream.range(0, coarsest)
        .mapToObj(index -> new HourBucket(hour, KeyBucket.of(index, coarsest)))
        .filter(group -> found.stream().filter(group::contains).count() > 1)
        .collect(Collectors.toList());
  }

  ArchiveHour hour() {
    return ArchiveHour.parse(hour).orElseThrow();
  }

  KeyBucket bucket() {
    return KeyBucket.of(index, count);
  }

  /** Whether the file is one of this bucket, by its name. */
  boolean contains(FileStatus file) {
    Optional<KeyBucket> bucket = ArchiveFileName.bucket(file.getPath().getName());
    return bucket.isPresent() && contains(bucket.get());
  }

  private boolean contains(KeyBucket bucket) {
    return bucket.count() >= count && bucket.overlaps(bucket());
  }

  @Override
  public String toString() {
    return hour + ", bucket " + index + " of " + count;
  }
}
