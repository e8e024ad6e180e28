package io.kinesisrewind.schemas;

import java.time.Duration;
import java.util.Map;

/**
 * Names in the DynamoDB table that holds the latest record of each partition key of a stream.
 *
 * <p>{@link #NEWER_WINS} is the condition under which an item is written: it makes the table's
 * content the maximum position of each key, whatever the order, repetition or number of the
 * writers.
 */
public final class LatestTable {

  /** S, hash key. */
  public static final String PARTITION_KEY = "partitionKey";

  /** S, decimal. */
  public static final String SEQUENCE_NUMBER = "sequenceNumber";

  /** N. */
  public static final String SUB_SEQUENCE_NUMBER = "subSequenceNumber";

  /** B, {@link Position#toBytes()}. */
  public static final String POSITION = "position";

  /** S. */
  public static final String SHARD_ID = "shardId";

  /** N, epoch seconds with a fraction. */
  public static final String APPROXIMATE_ARRIVAL_TIMESTAMP = "approximateArrivalTimestamp";

  /** B; absent where even compressed data exceeds an item, see {@link #ARCHIVE_LOCATION}. */
  public static final String RECORD_DATA = "recordData";

  /** S, only where the data is compressed: the name of the codec, {@link #GZIP}. */
  public static final String RECORD_DATA_ENCODING = "recordDataEncoding";

  /**
   * S, only where the data is too large for an item: the archive folder and file-name prefix under
   * which the record is found by its identity. Not one file: compaction moves records between
   * files.
   */
  public static final String ARCHIVE_LOCATION = "archiveLocation";

  /** S, ISO-8601 UTC: when the item was written. */
  public static final String LAST_UPDATE = "lastUpdate";

  /**
   * N, epoch seconds, only with a time to live: the record's arrival plus that time, so that
   * however often and late a record is written, it expires at one and the same moment, and never
   * after a record that arrived after it.
   */
  public static final String EXPIRE_AFTER = "expireAfter";

  /**
   * BOOL, true, only in a marker: the key's latest record deleted it. A marker has the position of
   * that record and no data; it is what keeps an older record from bringing the key back. To a
   * reader, the key is not there.
   */
  public static final String DELETED = "deleted";

  public static final String GZIP = "gzip";

  /**
   * Write only where there is no item yet, or a lower position. Placeholders: #position, :position.
   */
  public static final String NEWER_WINS =
      "attribute_not_exists(#position) OR #position < :position";

  /**
   * The same for a record that has expired before it is written: it may replace an older item, but
   * not appear where there is none, as that may be because a newer one has expired and is gone.
   */
  public static final String NEWER_REPLACES = "#position < :position";

  /**
   * Filter expression for readers: keys that are there, not markers of deleted ones. Placeholder:
   * #deleted.
   */
  public static final String NOT_DELETED = "attribute_not_exists(#deleted)";

  /**
   * For how long a marker lives, from its record's arrival: a day longer than any stream can be
   * made to keep records. When it expires, no older record of its key is left that could still be
   * read.
   */
  public static final Duration MARKER_TTL = Duration.ofDays(366);

  /** An item's size limit in DynamoDB, names and values together. */
  public static final int MAX_ITEM_BYTES = 400 * 1024;

  private static final String SUFFIX = "-archive-latest";

  private LatestTable() {}

  /**
   * Whether an item is the marker of a deleted key.
   *
   * @param item its attributes by name
   */
  public static boolean isDeleted(Map<String, ?> item) {
    return item.containsKey(DELETED);
  }

  public static String tableName(String streamName) {
    return streamName + SUFFIX;
  }
}
