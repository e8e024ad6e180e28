package io.kinesisrewind.archive.history;

import io.kinesisrewind.archive.latest.LatestItems;
import io.kinesisrewind.runtime.AwsAccess;
import io.kinesisrewind.schemas.ArchivedRecord;
import io.kinesisrewind.schemas.HistoryTable;
import org.apache.flink.api.connector.sink2.Sink;
import org.apache.flink.api.connector.sink2.SinkWriter;
import org.apache.flink.api.connector.sink2.WriterInitContext;
import org.apache.flink.connector.dynamodb.sink.DynamoDbSink;

/**
 * Puts every record into the history table of its stream, {@link HistoryTable}. An item's key is
 * the record's own, so a record that is put again replaces itself.
 *
 * <p>The work is that of the connector's {@link DynamoDbSink}, one for each table, as it writes to
 * one alone. It repeats for as long as it takes what DynamoDB throttles or leaves unprocessed, and
 * meanwhile holds the job back; it fails the job where a table is not there or denies access, see
 * {@link DeniedBatches}.
 *
 * <p>At most {@value #MAX_BUFFERED} + {@value #MAX_IN_FLIGHT} * {@value #MAX_BATCH} items, each
 * below DynamoDB's 400 KB, are in memory in a subtask for a stream.
 */
@SuppressWarnings("deprecation") // the connector stands on interfaces that Flink 1.20 deprecates
public final class HistoryTableSink implements Sink<ArchivedRecord> {

  private static final long serialVersionUID = 1L;

  /** The most that DynamoDB takes. */
  static final int MAX_BATCH = 25;

  static final int MAX_IN_FLIGHT = 4;
  static final int MAX_BUFFERED = 50;

  private static final long MAX_WAIT_MILLIS = 100;

  private final AwsAccess aws;
  private final LatestItems items;

  private HistoryTableSink(AwsAccess aws, LatestItems items) {
    this.aws = aws;
    this.items = items;
  }

  public static HistoryTableSink sink(AwsAccess aws, LatestItems items) {
    return new HistoryTableSink(aws, items);
  }

  @Override
  public SinkWriter<ArchivedRecord> createWriter(WriterInitContext context) {
    return new HistoryTableWriter(
        context.metricGroup(),
        stream -> {
          String table = HistoryTable.tableName(stream);
          return toTable(table).createWriter(new TableContext(context, table));
        });
  }

  /** What versions of Flink before 1.20 call. */
  @Override
  @Deprecated
  public SinkWriter<ArchivedRecord> createWriter(InitContext context) {
    throw new UnsupportedOperationException("Needs Flink 1.20");
  }

  /**
   * Without the connector's own de-duplication inside of a batch: it takes a binary key for UTF-8,
   * in which different positions look the same, and refuses a key that is blank. A batch has no
   * record twice, as the source hands out none twice between two restarts.
   */
  private DynamoDbSink<ArchivedRecord> toTable(String table) {
    return DynamoDbSink.<ArchivedRecord>builder()
        .setTableName(table)
        .setElementConverter(new HistoryItems(items))
        .setDynamoDbProperties(aws.dynamoDbSinkProperties())
        .setMaxBatchSize(MAX_BATCH)
        .setMaxInFlightRequests(MAX_IN_FLIGHT)
        .setMaxBufferedRequests(MAX_BUFFERED)
        .setMaxTimeInBufferMS(MAX_WAIT_MILLIS)
        .setFailOnError(false)
        .build();
  }
}
