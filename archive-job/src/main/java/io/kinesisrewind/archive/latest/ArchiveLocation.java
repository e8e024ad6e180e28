package io.kinesisrewind.archive.latest;

import io.kinesisrewind.schemas.ArchiveFileName;
import io.kinesisrewind.schemas.ArchiveHour;
import io.kinesisrewind.schemas.ArchivedRecord;
import io.kinesisrewind.schemas.KeyBucket;
import java.io.Serializable;
import java.util.Collection;
import java.util.HashSet;
import java.util.Optional;
import org.apache.flink.core.fs.Path;

/** Under which path a record is found in the archive, if there is one. */
public final class ArchiveLocation implements Serializable {

  private static final long serialVersionUID = 1L;

  /** Null: nothing is archived. */
  private final Path root;

  private final int keyBuckets;

  /** Null: all. */
  private final HashSet<String> streams;

  private ArchiveLocation(Path root, int keyBuckets, Collection<String> streams) {
    this.root = root;
    this.keyBuckets = keyBuckets;
    this.streams = streams == null ? null : new HashSet<>(streams);
  }

  /** For a job that archives every stream. */
  public static ArchiveLocation in(Path root, int keyBuckets) {
    return new ArchiveLocation(root, keyBuckets, null);
  }

  /** For a job that archives some of its streams. */
  public static ArchiveLocation in(Path root, int keyBuckets, Collection<String> streams) {
    return new ArchiveLocation(root, keyBuckets, streams);
  }

  /** For a job that keeps nothing but tables. */
  public static ArchiveLocation none() {
    return new ArchiveLocation(null, 1, null);
  }

  /**
   * The hour's folder and the beginning that the bucket's file names have: {@code
   * .../arrival_hour=10/bucket-03-of-04-}. One of these files holds the record; which one may
   * change when files are compacted.
   */
  Optional<String> of(ArchivedRecord record) {
    return Optional.ofNullable(root)
        .filter(archive -> streams == null || streams.contains(record.getStreamName()))
        .map(archive -> new Path(archive, ArchiveHour.of(record).path()) + "/" + prefix(record));
  }

  private String prefix(ArchivedRecord record) {
    KeyBucket bucket = KeyBucket.ofKey(record.getPartitionKey(), keyBuckets);
    String name = ArchiveFileName.of(bucket, "");
    return name.substring(0, name.length() - ArchiveFileName.SUFFIX.length());
  }
}
