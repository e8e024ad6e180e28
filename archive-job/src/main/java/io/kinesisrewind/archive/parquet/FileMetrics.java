package io.kinesisrewind.archive.parquet;

import io.kinesisrewind.archive.ArchiveMetrics;
import org.apache.flink.metrics.Counter;
import org.apache.flink.metrics.MetricGroup;

/** What has become visible of one stream. */
final class FileMetrics {

  private final Counter records;
  private final Counter payloadBytes;
  private final Counter files;
  private final Counter fileBytes;
  private volatile long rowsPerFile;

  FileMetrics(MetricGroup stream) {
    records = ArchiveMetrics.counterIn(stream, ArchiveMetrics.RECORDS_ARCHIVED);
    payloadBytes = ArchiveMetrics.counterIn(stream, ArchiveMetrics.BYTES_ARCHIVED);
    files = ArchiveMetrics.counterIn(stream, ArchiveMetrics.FILES_COMMITTED);
    fileBytes = ArchiveMetrics.counterIn(stream, ArchiveMetrics.FILE_BYTES_COMMITTED);
    stream.gauge(ArchiveMetrics.ROWS_PER_FILE, () -> rowsPerFile);
  }

  void committed(PendingFile file) {
    records.inc(file.records());
    payloadBytes.inc(file.payloadBytes());
    files.inc();
    fileBytes.inc(file.fileBytes());
    rowsPerFile = records.getCount() / files.getCount();
  }
}
