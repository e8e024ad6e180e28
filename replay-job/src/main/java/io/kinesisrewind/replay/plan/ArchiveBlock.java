package io.kinesisrewind.replay.plan;

import io.kinesisrewind.schemas.KeyBucket;
import io.kinesisrewind.schemas.ShardRange;
import java.time.Instant;
import java.util.Collections;
import java.util.Comparator;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;

/** A file of the archive that is to be read: where it is and what its footer says. */
public final class ArchiveBlock {

  /** By first arrival. The path breaks ties, so that every plan has one order. */
  public static final Comparator<ArchiveBlock> IN_TIME =
      Comparator.comparing(ArchiveBlock::firstArrival).thenComparing(ArchiveBlock::path);

  private final String path;
  private final long length;
  private final KeyBucket bucket;
  private final Map<String, ShardRange> ranges;
  private final Instant firstArrival;

  /**
   * @param path with its scheme
   * @param ranges by shard id, only of the shards that are read; not empty
   */
  public ArchiveBlock(String path, long length, KeyBucket bucket, Map<String, ShardRange> ranges) {
    this.path = path;
    this.length = length;
    this.bucket = bucket;
    this.ranges = Collections.unmodifiableMap(new TreeMap<>(ranges));
    this.firstArrival =
        ranges.values().stream()
            .map(ShardRange::firstArrival)
            .min(Comparator.naturalOrder())
            .orElseThrow();
  }

  public String path() {
    return path;
  }

  /** The file's size in bytes. */
  public long length() {
    return length;
  }

  public KeyBucket bucket() {
    return bucket;
  }

  /** By shard id. */
  public Map<String, ShardRange> ranges() {
    return ranges;
  }

  public Instant firstArrival() {
    return firstArrival;
  }

  @Override
  public boolean equals(Object other) {
    if (!(other instanceof ArchiveBlock)) {
      return false;
    }
    ArchiveBlock that = (ArchiveBlock) other;
    return path.equals(that.path)
        && length == that.length
        && bucket.equals(that.bucket)
        && ranges.equals(that.ranges);
  }

  @Override
  public int hashCode() {
    return Objects.hash(path, length, bucket, ranges);
  }

  @Override
  public String toString() {
    return path + " (bucket " + bucket + ", from " + firstArrival + ")";
  }
}
