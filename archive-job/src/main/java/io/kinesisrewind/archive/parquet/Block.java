package io.kinesisrewind.archive.parquet;

import io.kinesisrewind.schemas.ArchiveHour;
import io.kinesisrewind.schemas.ArchivedRecord;
import io.kinesisrewind.schemas.FileSummary;
import io.kinesisrewind.schemas.FileTally;
import io.kinesisrewind.schemas.KeyBucket;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Records of one stream, hour and key bucket on their way into one file. */
final class Block {

  private final ArchiveHour hour;
  private final KeyBucket bucket;
  private final KeyedRows rows = new KeyedRows();
  private final FileTally tally = new FileTally();
  private final Map<String, String> shardIds = new HashMap<>();
  private long bytes;
  private List<ArchivedRecord> sorted;

  Block(ArchiveHour hour, KeyBucket bucket) {
    this.hour = hour;
    this.bucket = bucket;
  }

  /**
   * @return bytes of heap by which the block has grown, see {@link RowSize}
   */
  long add(ArchivedRecord record) {
    // Deserialized records each bring their own copy of the few names.
    record.setStreamName(hour.streamName());
    record.setShardId(shardIds.computeIfAbsent(record.getShardId(), shardId -> shardId));
    tally.add(record);
    long grown = RowSize.of(record) + (rows.add(record) ? RowSize.KEY_OVERHEAD : 0);
    bytes += grown;
    return grown;
  }

  ArchiveHour hour() {
    return hour;
  }

  KeyBucket bucket() {
    return bucket;
  }

  long bytes() {
    return bytes;
  }

  /** In the order in which they stand in the file. The block takes no more rows afterwards. */
  List<ArchivedRecord> sorted() {
    if (sorted == null) {
      sorted = rows.removeSorted();
    }
    return sorted;
  }

  FileSummary summary() {
    return tally.summary(bucket);
  }
}
