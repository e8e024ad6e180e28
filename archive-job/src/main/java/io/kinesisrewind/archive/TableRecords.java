package io.kinesisrewind.archive;

import io.kinesisrewind.schemas.ArchivedRecord;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.HashSet;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.functions.RichFilterFunction;
import org.apache.flink.metrics.Counter;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Passes what goes to some streams' tables in DynamoDB: originals, that is, with a key that
 * DynamoDB can have.
 *
 * <p>Kinesis has no others. Inside an aggregate the Kinesis Producer Library's format allows any,
 * and a record that can never be written must not stop the job for ever: it is counted, a stream's
 * first one is logged, and it is in the Parquet files where these are kept.
 */
final class TableRecords extends RichFilterFunction<ArchivedRecord> {

  private static final long serialVersionUID = 1L;
  private static final Logger LOG = LoggerFactory.getLogger(TableRecords.class);

  /** In UTF-8: DynamoDB's limit for a hash key. */
  private static final int MAX_KEY_BYTES = 2048;

  private final HashSet<String> streams;
  private transient PerStream<Counter> skipped;

  private TableRecords(Collection<String> streams) {
    this.streams = new HashSet<>(streams);
  }

  static TableRecords of(Collection<String> streams) {
    return new TableRecords(streams);
  }

  @Override
  public void open(OpenContext context) {
    skipped =
        new PerStream<>(
            getRuntimeContext().getMetricGroup(),
            stream -> ArchiveMetrics.counterIn(stream, ArchiveMetrics.KEYS_SKIPPED));
  }

  @Override
  public boolean filter(ArchivedRecord record) {
    if (!streams.contains(record.getStreamName()) || !MarkReplays.isOriginal(record)) {
      return false;
    }
    Counter ofStream = skipped.of(record.getStreamName());
    if (isPossible(record.getPartitionKey())) {
      return true;
    }
    if (ofStream.getCount() == 0) {
      logFirst(record);
    }
    ofStream.inc();
    return false;
  }

  /** Measured only where a string is so long that it could be too long. */
  static boolean isPossible(String key) {
    return !key.isEmpty()
        && (key.length() <= MAX_KEY_BYTES / 3
            || key.getBytes(StandardCharsets.UTF_8).length <= MAX_KEY_BYTES);
  }

  private static void logFirst(ArchivedRecord record) {
    LOG.warn(
        "The record {}/{} of stream {}, {}, is not written to DynamoDB, which takes keys of 1 to {}"
            + " bytes: its partition key has {} characters. Others like it are only counted, in the"
            + " metric {}.",
        record.getSequenceNumber(),
        record.getSubSequenceNumber(),
        record.getStreamName(),
        record.getShardId(),
        MAX_KEY_BYTES,
        record.getPartitionKey().length(),
        ArchiveMetrics.KEYS_SKIPPED);
  }
}
