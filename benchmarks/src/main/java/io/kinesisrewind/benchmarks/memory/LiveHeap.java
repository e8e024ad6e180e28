package io.kinesisrewind.benchmarks.memory;

import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/**
 * The most heap that is in use after a full collection, of those forced again and again while
 * something runs: what is alive, not what happens to lie about.
 */
final class LiveHeap implements AutoCloseable {

  private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor();
  private final Future<?> samples;
  private volatile long peak;

  private LiveHeap(Duration interval) {
    samples =
        timer.scheduleWithFixedDelay(this::look, 0, interval.toMillis(), TimeUnit.MILLISECONDS);
  }

  static LiveHeap watch(Duration interval) {
    return new LiveHeap(interval);
  }

  static long now() {
    System.gc();
    return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
  }

  long peak() {
    return peak;
  }

  private void look() {
    peak = Math.max(peak, now());
  }

  @Override
  public void close() {
    samples.cancel(false);
    timer.shutdown();
  }
}
