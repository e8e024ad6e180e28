package io.kinesisrewind.archive.kinesis;

import io.kinesisrewind.archive.ArchiveMetrics;
import io.kinesisrewind.runtime.AwsAccess;
import java.time.Clock;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.apache.flink.metrics.MetricGroup;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Watches one subtask's lag, stream by stream, in time and against the streams' retention: as
 * metrics, and, where data is at risk, in the log. In a thread of its own, so that it also speaks
 * when the reader hangs.
 */
final class LagMonitor implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(LagMonitor.class);

  private static final long CHECK_SECONDS = 10;

  private final ShardLags lags;
  private final RetentionPeriods retention;
  private final DataAtRisk risk;
  private final MetricGroup metrics;
  private final Set<String> streams = ConcurrentHashMap.newKeySet();
  private final ScheduledExecutorService thread =
      Executors.newSingleThreadScheduledExecutor(LagMonitor::daemon);

  LagMonitor(ShardLags lags, AwsAccess aws, double share, MetricGroup metrics) {
    this.lags = lags;
    this.retention = new RetentionPeriods(aws, Clock.systemUTC());
    this.risk = new DataAtRisk(share, Clock.systemUTC());
    this.metrics = metrics;
  }

  /** From here on. */
  void start() {
    var unused = thread.scheduleWithFixedDelay(this::check, 0, CHECK_SECONDS, TimeUnit.SECONDS);
  }

  /** A shard of the stream is read here; the first time, the stream is taken in. */
  void watch(String stream) {
    if (streams.add(stream)) {
      MetricGroup group = ArchiveMetrics.group(metrics, stream);
      group.gauge(ArchiveMetrics.MILLIS_BEHIND, () -> lags.of(stream).toMillis());
      group.gauge(
          ArchiveMetrics.RETENTION_USED,
          () -> DataAtRisk.used(lags.of(stream), retention.of(stream)));
    }
  }

  private void check() {
    try {
      for (String stream : streams) {
        retention.keepCurrent(stream);
        risk.check(stream, lags.of(stream), retention.of(stream)).ifPresent(LOG::warn);
      }
    } catch (RuntimeException e) {
      if (!thread.isShutdown()) {
        LOG.warn("The reader's lag could not be looked at; it will be again", e);
      }
    }
  }

  @Override
  public void close() {
    thread.shutdownNow();
    retention.close();
  }

  private static Thread daemon(Runnable work) {
    Thread thread = new Thread(work, "lag-monitor");
    thread.setDaemon(true);
    return thread;
  }
}
