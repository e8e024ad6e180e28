package io.kinesisrewind.schemas;

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

  /** N, epoch seconds, only with a time to live. */
  public static final String EXPIRE_AFTER = "expireAfter";

  public static final String GZIP = "gzip";

  /**
   * Write only where there is no item yet, or a lower position. Placeholders: #position, :position.
   */
  public static final String NEWER_WINS =
      "attribute_not_exists(#position) OR #position < :position";

  /** An item's size limit in DynamoDB, names and values together. */
  public static final int MAX_ITEM_BYTES = 400 * 1024;

  private static final String SUFFIX = "-archive-latest";

  private LatestTable() {}

  public static String tableName(String streamName) {
    return streamName + SUFFIX;
  }
}
