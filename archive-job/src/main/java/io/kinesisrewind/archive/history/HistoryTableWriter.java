package io.kinesisrewind.archive.history;

import io.kinesisrewind.archive.ArchiveMetrics;
import io.kinesisrewind.archive.PerStream;
import io.kinesisrewind.schemas.ArchivedRecord;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import org.apache.flink.api.connector.sink2.SinkWriter;
import org.apache.flink.metrics.Counter;
import org.apache.flink.metrics.MetricGroup;
import org.apache.flink.util.IOUtils;

/**
 * Hands each record to the writer of its stream's table, made when the stream's first record comes.
 *
 * <p>Has no state: at each checkpoint everything is written out, where the connector would only
 * wait for what is under way. When a job was stopped with a savepoint, its tables have all that it
 * has read, and a restored job may have other streams.
 */
@SuppressWarnings("try") // closing may be interrupted, as that of the writers may
final class HistoryTableWriter implements SinkWriter<ArchivedRecord> {

  /** Makes a stream's. */
  @FunctionalInterface
  interface TableWriters {
    SinkWriter<ArchivedRecord> open(String stream) throws IOException;
  }

  private final Map<String, SinkWriter<ArchivedRecord>> writers = new HashMap<>();
  private final TableWriters tables;
  private final PerStream<Counter> writes;
  private final Map<String, Long> unflushed = new HashMap<>();

  HistoryTableWriter(MetricGroup metrics, TableWriters tables) {
    this.tables = tables;
    this.writes =
        new PerStream<>(
            metrics, stream -> ArchiveMetrics.counterIn(stream, ArchiveMetrics.HISTORY_WRITES));
  }

  @Override
  public void write(ArchivedRecord record, Context context)
      throws IOException, InterruptedException {
    SinkWriter<ArchivedRecord> writer = writers.get(record.getStreamName());
    if (writer == null) {
      writer = tables.open(record.getStreamName());
      writers.put(record.getStreamName(), writer);
    }
    writer.write(record, context);
    unflushed.merge(record.getStreamName(), 1L, Long::sum);
  }

  @Override
  public void flush(boolean endOfInput) throws IOException, InterruptedException {
    for (SinkWriter<ArchivedRecord> writer : writers.values()) {
      writer.flush(true);
    }
    unflushed.forEach((stream, count) -> writes.of(stream).inc(count));
    unflushed.clear();
  }

  @Override
  public void close() throws Exception {
    IOUtils.closeAll(writers.values());
  }
}
