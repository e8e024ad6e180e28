package io.kinesisrewind.archive.latest;

import io.kinesisrewind.archive.PerStream;
import io.kinesisrewind.runtime.AwsAccess;
import io.kinesisrewind.schemas.ArchivedRecord;
import java.util.Collection;
import java.util.List;
import org.apache.flink.api.connector.sink2.WriterInitContext;
import org.apache.flink.connector.base.sink.AsyncSinkBase;
import org.apache.flink.connector.base.sink.writer.BufferedRequestState;
import org.apache.flink.connector.base.sink.writer.config.AsyncSinkWriterConfiguration;
import org.apache.flink.core.io.SimpleVersionedSerializer;

/**
 * Keeps the latest record of each partition key in the table of its stream, {@link
 * io.kinesisrewind.schemas.LatestTable}. Whatever comes twice, late or out of order: a table never
 * goes back, as each write carries the condition that it does not.
 *
 * <p>At most {@value #MAX_BUFFERED} + {@value #MAX_IN_FLIGHT} * {@value #MAX_BATCH} items are in
 * memory in a subtask, each below DynamoDB's 400 KB.
 */
@SuppressWarnings("deprecation") // AsyncSinkBase stands on interfaces that Flink 1.20 deprecates
public final class LatestTableSink extends AsyncSinkBase<ArchivedRecord, LatestItem> {

  private static final long serialVersionUID = 1L;

  static final int MAX_BATCH = 32;
  static final int MAX_IN_FLIGHT = 4;
  static final int MAX_BUFFERED = 256;

  private static final long MAX_BATCH_BYTES = 4 << 20;
  private static final long MAX_WAIT_MILLIS = 50;
  private static final long MAX_ITEM_BYTES = 1 << 20;

  private final AwsAccess aws;
  private final LatestItems items;

  private LatestTableSink(AwsAccess aws, LatestItems items) {
    super(
        (record, context) -> items.of(record),
        MAX_BATCH,
        MAX_IN_FLIGHT,
        MAX_BUFFERED,
        MAX_BATCH_BYTES,
        MAX_WAIT_MILLIS,
        MAX_ITEM_BYTES);
    this.aws = aws;
    this.items = items;
  }

  /**
   * @param tombstone which records delete their key
   */
  public static LatestTableSink sink(AwsAccess aws, LatestItems items, Tombstone tombstone) {
    return new LatestTableSink(aws, items.deleting(tombstone));
  }

  @Override
  public StatefulSinkWriter<ArchivedRecord, BufferedRequestState<LatestItem>> createWriter(
      WriterInitContext context) {
    return restoreWriter(context, List.of());
  }

  /** What versions of Flink before 1.20 call. */
  @Override
  @Deprecated
  public StatefulSinkWriter<ArchivedRecord, BufferedRequestState<LatestItem>> createWriter(
      InitContext context) {
    throw new UnsupportedOperationException("Needs Flink 1.20");
  }

  @Override
  public StatefulSinkWriter<ArchivedRecord, BufferedRequestState<LatestItem>> restoreWriter(
      WriterInitContext context, Collection<BufferedRequestState<LatestItem>> saved) {
    PerStream<LatestMetrics> metrics = LatestMetrics.in(context.metricGroup());
    return new LatestTableWriter(
        getElementConverter(),
        context,
        configuration(),
        saved,
        new LatestTableClient(aws, items, metrics),
        metrics);
  }

  @Override
  public SimpleVersionedSerializer<BufferedRequestState<LatestItem>> getWriterStateSerializer() {
    return new LatestItemSerializer();
  }

  private AsyncSinkWriterConfiguration configuration() {
    return AsyncSinkWriterConfiguration.builder()
        .setMaxBatchSize(getMaxBatchSize())
        .setMaxBatchSizeInBytes(getMaxBatchSizeInBytes())
        .setMaxInFlightRequests(getMaxInFlightRequests())
        .setMaxBufferedRequests(getMaxBufferedRequests())
        .setMaxTimeInBufferMS(getMaxTimeInBufferMS())
        .setMaxRecordSizeInBytes(getMaxRecordSizeInBytes())
        .build();
  }
}
