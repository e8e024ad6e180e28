package io.kinesisrewind.archive;

import org.apache.flink.metrics.Counter;
import org.apache.flink.metrics.MetricGroup;

/** What came out of one stream. */
final class ReadMetrics {

  private final Counter records;
  private final Counter bytes;
  private final Counter replaysSkipped;

  ReadMetrics(MetricGroup stream) {
    records = ArchiveMetrics.counterIn(stream, ArchiveMetrics.RECORDS_READ);
    bytes = ArchiveMetrics.counterIn(stream, ArchiveMetrics.BYTES_READ);
    replaysSkipped = ArchiveMetrics.counterIn(stream, ArchiveMetrics.REPLAYS_SKIPPED);
  }

  void read(int dataBytes) {
    records.inc();
    bytes.inc(dataBytes);
  }

  void skippedReplay() {
    replaysSkipped.inc();
  }
}
