package io.kinesisrewind.archive;

import org.apache.flink.metrics.Counter;
import org.apache.flink.metrics.MetricGroup;
import org.apache.flink.metrics.ThreadSafeSimpleCounter;

/**
 * Names of the job's own metrics; docs/operations.md says what each is to tell. They stand, stream
 * by stream, in the group {@code kinesisanalytics}: Managed Flink passes on to CloudWatch what is
 * in there and nothing else.
 */
public final class ArchiveMetrics {

  /** Records that came out of Kinesis, KPL aggregates taken apart. */
  public static final String RECORDS_READ = "recordsRead";

  /** Bytes of their data. */
  public static final String BYTES_READ = "bytesRead";

  /**
   * Milliseconds by which a subtask's reader may be behind the newest record of a stream: what
   * Kinesis said of the shard furthest behind, and the time since.
   */
  public static final String MILLIS_BEHIND = "millisBehindLatest";

  /** The same as a share of the stream's retention; at 1, records expire unread. */
  public static final String RETENTION_USED = "retentionUsed";

  /** Records not archived because they arrived through a replay. */
  public static final String REPLAYS_SKIPPED = "replaysSkipped";

  /** Rows in files that are visible. */
  public static final String RECORDS_ARCHIVED = "recordsArchived";

  /** Bytes of data, as put, in files that are visible. */
  public static final String BYTES_ARCHIVED = "bytesArchived";

  public static final String FILES_COMMITTED = "filesCommitted";

  /** Bytes that the visible files take up. */
  public static final String FILE_BYTES_COMMITTED = "fileBytesCommitted";

  /** Rows of a visible file, on average since the job (re)started. */
  public static final String ROWS_PER_FILE = "rowsPerFile";

  /** Records that never became a write, because a later one of the same key came soon after. */
  public static final String COALESCED = "latestCoalesced";

  /** Items written to a latest table. */
  public static final String LATEST_WRITES = "latestWrites";

  /** Writes that DynamoDB declined because the table was ahead already. */
  public static final String SUPERSEDED = "latestSuperseded";

  /** Writes that mark a key deleted. */
  public static final String TOMBSTONES = "latestTombstones";

  /** Items that are in a history table for certain. */
  public static final String HISTORY_WRITES = "historyWrites";

  /** Of these, the ones without data, which is too large for an item even compressed. */
  public static final String HISTORY_OVERSIZED = "historyOversized";

  /** Records kept out of the tables because DynamoDB cannot have their partition key. */
  public static final String KEYS_SKIPPED = "keysSkipped";

  /** Items written without data, which is too large for an item even compressed. */
  public static final String OVERSIZED = "latestOversized";

  /** Writes that failed for the moment and were tried again. */
  public static final String LATEST_RETRIES = "latestRetries";

  private static final String GROUP = "kinesisanalytics";
  private static final String STREAM = "stream";

  private ArchiveMetrics() {}

  /** Where a job's own metrics stand that are not of one stream. */
  public static MetricGroup group(MetricGroup operator) {
    return operator.addGroup(GROUP);
  }

  /** Where the job's own metrics of one stream stand. */
  public static MetricGroup group(MetricGroup operator, String stream) {
    return group(operator).addGroup(STREAM, stream);
  }

  /**
   * A counter that any thread may count up.
   *
   * @param group one of the above
   */
  public static Counter counterIn(MetricGroup group, String name) {
    return group.counter(name, new ThreadSafeSimpleCounter());
  }
}
