package io.kinesisrewind.replay.delivery;

import java.time.Duration;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The one thread that a dispatcher's state belongs to; a daemon. */
public final class DispatchThread implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(DispatchThread.class);
  private static final Duration WARN_PERIOD = Duration.ofSeconds(10);

  private final String name;
  private final Consumer<Throwable> onFault;
  private final ScheduledThreadPoolExecutor executor;
  private long lastWarning = System.nanoTime() - WARN_PERIOD.toNanos();

  /**
   * @param onFault told, in the thread, of what a step throws, as that must reach those who wait
   */
  public DispatchThread(String name, Consumer<Throwable> onFault) {
    this.name = name;
    this.onFault = onFault;
    this.executor = new ScheduledThreadPoolExecutor(1, task -> daemon(task, name));
    // What comes after the end is nobody's any more.
    this.executor.setRejectedExecutionHandler(new ThreadPoolExecutor.DiscardPolicy());
  }

  public void run(Runnable step) {
    executor.execute(() -> guarded(step));
  }

  public void runLater(Runnable step, Duration delay) {
    var unused = executor.schedule(() -> guarded(step), delay.toNanos(), TimeUnit.NANOSECONDS);
  }

  /** An outage must show in the log, but not fill it. To be called in the thread. */
  public void warn(String reason) {
    if (System.nanoTime() - lastWarning > WARN_PERIOD.toNanos()) {
      lastWarning = System.nanoTime();
      LOG.warn("{}: {}; trying again", name, reason);
    }
  }

  /** Steps not begun are dropped. */
  @Override
  public void close() {
    executor.shutdownNow();
  }

  private void guarded(Runnable step) {
    try {
      step.run();
    } catch (RuntimeException e) {
      onFault.accept(e);
    }
  }

  private static Thread daemon(Runnable task, String name) {
    Thread thread = new Thread(task, name);
    thread.setDaemon(true);
    return thread;
  }
}
