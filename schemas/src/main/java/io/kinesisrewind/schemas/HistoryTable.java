package io.kinesisrewind.schemas;

/**
 * The DynamoDB table that holds every record of a stream, by partition key and position: hash key
 * {@link LatestTable#PARTITION_KEY} (S), range key {@link LatestTable#POSITION} (B). Its items have
 * the attributes of {@link LatestTable}.
 */
public final class HistoryTable {

  private static final String SUFFIX = "-archive-all";

  private HistoryTable() {}

  public static String tableName(String streamName) {
    return streamName + SUFFIX;
  }
}
