package io.kinesisrewind.schemas;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.Collections;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * What an archive file says about itself in its Parquet key-value metadata: its bucket and, per
 * shard, the lowest and highest position, the arrival times and the number of records. Plans,
 * hand-over to the live stream and completeness checks read this instead of the data.
 *
 * <p>Keys: {@code rewind.format}, {@code rewind.stream}, {@code rewind.bucket}, {@code
 * rewind.buckets}, {@code rewind.payload-bytes}, {@code rewind.shards} (a JSON object by shard id),
 * and of a compacted file {@link CompactedFrom}'s.
 */
public final class FileSummary {

  /** Goes up when a reader of the older form would go wrong. */
  public static final String FORMAT = "1";

  private static final String KEY_FORMAT = "rewind.format";
  private static final String KEY_STREAM = "rewind.stream";
  private static final String KEY_BUCKET = "rewind.bucket";
  private static final String KEY_BUCKETS = "rewind.buckets";
  private static final String KEY_PAYLOAD_BYTES = "rewind.payload-bytes";
  private static final String KEY_SHARDS = "rewind.shards";

  private static final ObjectMapper JSON = new ObjectMapper();

  private final String streamName;
  private final KeyBucket bucket;
  private final long payloadBytes;
  private final Map<String, ShardRange> shards;
  private final CompactedFrom compactedFrom;

  public FileSummary(
      String streamName, KeyBucket bucket, long payloadBytes, Map<String, ShardRange> shards) {
    this(streamName, bucket, payloadBytes, shards, null);
  }

  private FileSummary(
      String streamName,
      KeyBucket bucket,
      long payloadBytes,
      Map<String, ShardRange> shards,
      CompactedFrom compactedFrom) {
    this.streamName = streamName;
    this.bucket = bucket;
    this.payloadBytes = payloadBytes;
    this.shards = Collections.unmodifiableMap(new TreeMap<>(shards));
    this.compactedFrom = compactedFrom;
  }

  /** Sums up the records of one stream and bucket. */
  public static FileSummary of(KeyBucket bucket, Iterable<ArchivedRecord> records) {
    FileTally tally = new FileTally();
    records.forEach(tally::add);
    return tally.summary(bucket);
  }

  /** The same, of a file that a compaction writes. */
  public FileSummary compactedFrom(CompactedFrom from) {
    return new FileSummary(streamName, bucket, payloadBytes, shards, from);
  }

  /** What the file replaces; empty where no compaction wrote it. */
  public Optional<CompactedFrom> compactedFrom() {
    return Optional.ofNullable(compactedFrom);
  }

  public String streamName() {
    return streamName;
  }

  public KeyBucket bucket() {
    return bucket;
  }

  /** Bytes of all records' data, as put. */
  public long payloadBytes() {
    return payloadBytes;
  }

  /** By shard id. */
  public Map<String, ShardRange> shards() {
    return shards;
  }

  public long records() {
    return shards.values().stream().mapToLong(ShardRange::records).sum();
  }

  public Instant firstArrival() {
    return shards.values().stream()
        .map(ShardRange::firstArrival)
        .min(Instant::compareTo)
        .orElseThrow();
  }

  public Instant lastArrival() {
    return shards.values().stream()
        .map(ShardRange::lastArrival)
        .max(Instant::compareTo)
        .orElseThrow();
  }

  /** For the Parquet footer. */
  public Map<String, String> toMetadata() {
    ObjectNode json = JSON.createObjectNode();
    shards.forEach((shard, range) -> json.set(shard, range.toJson(JSON.createObjectNode())));
    Map<String, String> metadata = new HashMap<>();
    metadata.put(KEY_FORMAT, FORMAT);
    metadata.put(KEY_STREAM, streamName);
    metadata.put(KEY_BUCKET, Integer.toString(bucket.index()));
    metadata.put(KEY_BUCKETS, Integer.toString(bucket.count()));
    metadata.put(KEY_PAYLOAD_BYTES, Long.toString(payloadBytes));
    metadata.put(KEY_SHARDS, json.toString());
    if (compactedFrom != null) {
      metadata.put(CompactedFrom.KEY, compactedFrom.toJson());
    }
    return metadata;
  }

  /**
   * @return empty where the file was not written by an archive job
   * @throws IllegalArgumentException where it says it was, but cannot be understood, or is of a
   *     newer format
   */
  public static Optional<FileSummary> fromMetadata(Map<String, String> metadata) {
    String format = metadata.get(KEY_FORMAT);
    if (format == null) {
      return Optional.empty();
    }
    if (!format.equals(FORMAT)) {
      throw new IllegalArgumentException(
          "Archive file of format " + format + "; this version reads format " + FORMAT);
    }
    try {
      Map<String, ShardRange> shards = new HashMap<>();
      JSON.readTree(required(metadata, KEY_SHARDS))
          .properties()
          .forEach(shard -> shards.put(shard.getKey(), ShardRange.fromJson(shard.getValue())));
      return Optional.of(
          new FileSummary(
              required(metadata, KEY_STREAM),
              KeyBucket.of(
                  Integer.parseInt(required(metadata, KEY_BUCKET)),
                  Integer.parseInt(required(metadata, KEY_BUCKETS))),
              Long.parseLong(required(metadata, KEY_PAYLOAD_BYTES)),
              shards,
              CompactedFrom.fromMetadata(metadata).orElse(null)));
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException(KEY_SHARDS + " is not JSON: " + e.getOriginalMessage(), e);
    }
  }

  private static String required(Map<String, String> metadata, String key) {
    String value = metadata.get(key);
    if (value == null) {
      throw new IllegalArgumentException("The file's metadata lacks " + key);
    }
    return value;
  }
}
