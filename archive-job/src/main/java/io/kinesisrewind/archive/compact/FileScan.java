package io.kinesisrewind.archive.compact;

import io.kinesisrewind.runtime.archive.ArchiveFiles;
import io.kinesisrewind.runtime.archive.BrokenFileException;
import io.kinesisrewind.schemas.ArchiveHour;
import io.kinesisrewind.schemas.ArchivedRecord;
import io.kinesisrewind.schemas.FileSummary;
import io.kinesisrewind.schemas.ShardRange;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Consumer;
import org.apache.flink.core.fs.Path;
import org.apache.parquet.filter2.compat.FilterCompat;

/** Reads a file from its first to its last row and compares them with what its footer says. */
final class FileScan {

  private final ArchiveHour hour;
  private final FileSummary summary;
  private final Consumer<ArchivedRecord> consumer;
  private final Map<String, ShardRange> shards = new HashMap<>();
  private final RowDigest digest = new RowDigest();

  private FileScan(ArchiveHour hour, FileSummary summary, Consumer<ArchivedRecord> consumer) {
    this.hour = hour;
    this.summary = summary;
    this.consumer = consumer;
  }

  /**
   * @param consumer is given each row
   * @throws BrokenFileException naming the file, where it cannot be read, or does not hold what its
   *     footer says, or holds what belongs elsewhere
   */
  static RowDigest scan(
      Path path,
      long length,
      FileSummary summary,
      ArchiveHour hour,
      Consumer<ArchivedRecord> consumer)
      throws IOException {
    try {
      FileScan scan = new FileScan(hour, summary, consumer);
      ArchiveFiles.forEachRow(path, length, FilterCompat.NOOP, (row, index) -> scan.accept(row));
      require(
          scan.shards.equals(summary.shards()), "its rows are not those that its footer counts");
      return scan.digest;
    } catch (BrokenFileException e) {
      throw new BrokenFileException(path + " is broken: " + e.getMessage());
    }
  }

  private void accept(ArchivedRecord row) {
    require(
        summary.streamName().equals(row.getStreamName()) && hour.equals(ArchiveHour.of(row)),
        "it holds a record of another hour or stream");
    require(
        summary.bucket().contains(row.getPartitionKey()), "it holds a record of another bucket");
    shards.merge(row.getShardId(), ShardRange.of(row), ShardRange::union);
    digest.add(row);
    consumer.accept(row);
  }

  private static void require(boolean condition, String otherwise) {
    if (!condition) {
      throw new BrokenFileException(otherwise);
    }
  }
}
