package io.kinesisrewind.replay.pace;

import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Keeps an eye on the target's shards, in a thread of its own. */
final class CapacityWatch implements AutoCloseable {

  /** Far below what Kinesis allows of DescribeStreamSummary: 20 a second and account. */
  private static final Duration PERIOD = Duration.ofSeconds(10);

  private static final Logger LOG = LoggerFactory.getLogger(CapacityWatch.class);

  private final TargetCapacity target;
  private final ScheduledExecutorService thread;
  private volatile int openShards;

  private CapacityWatch(TargetCapacity target) {
    this.target = target;
    this.thread =
        Executors.newSingleThreadScheduledExecutor(
            task -> {
              Thread created = new Thread(task, "watch the target's shards");
              created.setDaemon(true);
              return created;
            });
  }

  /** Closes the target when it is closed itself. */
  static CapacityWatch of(TargetCapacity target) {
    return every(PERIOD, target);
  }

  static CapacityWatch every(Duration period, TargetCapacity target) {
    CapacityWatch watch = new CapacityWatch(target);
    var unused =
        watch.thread.scheduleWithFixedDelay(
            watch::look, 0, period.toMillis(), TimeUnit.MILLISECONDS);
    return watch;
  }

  /** 0 as long as it is not known. */
  int openShards() {
    return openShards;
  }

  @Override
  public void close() {
    thread.shutdownNow();
    target.close();
  }

  private void look() {
    try {
      int count = target.openShards();
      if (openShards != 0 && count != openShards) {
        LOG.info("The target has {} open shards now, {} before", count, openShards);
      }
      openShards = count;
    } catch (RuntimeException e) {
      if (!thread.isShutdown()) {
        LOG.warn("The target's shards cannot be counted; going on as before", e);
      }
    }
  }
}
