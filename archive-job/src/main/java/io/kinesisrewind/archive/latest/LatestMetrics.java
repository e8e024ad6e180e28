package io.kinesisrewind.archive.latest;

import io.kinesisrewind.archive.ArchiveMetrics;
import io.kinesisrewind.archive.PerStream;
import org.apache.flink.metrics.Counter;
import org.apache.flink.metrics.MetricGroup;

/** What has become of the items of one stream's latest table. */
final class LatestMetrics {

  private final Counter writes;
  private final Counter superseded;
  private final Counter coalesced;
  private final Counter oversized;
  private final Counter tombstones;
  private final Counter retries;

  private LatestMetrics(MetricGroup stream) {
    writes = ArchiveMetrics.counterIn(stream, ArchiveMetrics.LATEST_WRITES);
    superseded = ArchiveMetrics.counterIn(stream, ArchiveMetrics.SUPERSEDED);
    coalesced = ArchiveMetrics.counterIn(stream, ArchiveMetrics.COALESCED);
    oversized = ArchiveMetrics.counterIn(stream, ArchiveMetrics.OVERSIZED);
    tombstones = ArchiveMetrics.counterIn(stream, ArchiveMetrics.TOMBSTONES);
    retries = ArchiveMetrics.counterIn(stream, ArchiveMetrics.LATEST_RETRIES);
  }

  static PerStream<LatestMetrics> in(MetricGroup operator) {
    return new PerStream<>(operator, LatestMetrics::new);
  }

  void written() {
    writes.inc();
  }

  void superseded() {
    superseded.inc();
  }

  void coalesced() {
    coalesced.inc();
  }

  void leftOut() {
    oversized.inc();
  }

  void deleted() {
    tombstones.inc();
  }

  void triedAgain() {
    retries.inc();
  }
}
