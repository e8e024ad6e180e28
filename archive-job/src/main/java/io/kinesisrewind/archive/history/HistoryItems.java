package io.kinesisrewind.archive.history;

import io.kinesisrewind.archive.ArchiveMetrics;
import io.kinesisrewind.archive.PerStream;
import io.kinesisrewind.archive.latest.LatestItem;
import io.kinesisrewind.archive.latest.LatestItems;
import io.kinesisrewind.schemas.ArchivedRecord;
import java.time.Instant;
import org.apache.flink.api.connector.sink2.Sink;
import org.apache.flink.api.connector.sink2.SinkWriter;
import org.apache.flink.connector.base.sink.writer.ElementConverter;
import org.apache.flink.connector.dynamodb.sink.DynamoDbWriteRequest;
import org.apache.flink.connector.dynamodb.sink.DynamoDbWriteRequestType;
import org.apache.flink.metrics.Counter;

/** Makes a put of a record: the item that a latest table would have, too. */
@SuppressWarnings("deprecation") // the connector hands over what Flink 1.20 deprecates
final class HistoryItems implements ElementConverter<ArchivedRecord, DynamoDbWriteRequest> {

  private static final long serialVersionUID = 1L;

  private final LatestItems items;
  private transient PerStream<Counter> oversized;

  HistoryItems(LatestItems items) {
    this.items = items;
  }

  @Override
  public void open(Sink.InitContext context) {
    oversized =
        new PerStream<>(
            context.metricGroup(),
            stream -> ArchiveMetrics.counterIn(stream, ArchiveMetrics.HISTORY_OVERSIZED));
  }

  @Override
  public DynamoDbWriteRequest apply(ArchivedRecord record, SinkWriter.Context context) {
    LatestItem item = items.of(record);
    Counter ofStream = oversized.of(record.getStreamName());
    if (item.form() == LatestItem.Form.LEFT_OUT) {
      ofStream.inc();
    }
    return DynamoDbWriteRequest.builder()
        .setType(DynamoDbWriteRequestType.PUT)
        .setItem(items.attributes(item, Instant.now()))
        .build();
  }
}
