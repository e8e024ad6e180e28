package io.kinesisrewind.archive.support;

import io.kinesisrewind.schemas.Position;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import software.amazon.awssdk.services.dynamodb.model.ResourceNotFoundException;

/** Reads a latest table over and over, and notes every key that went back. */
public final class LatestWatcher implements AutoCloseable {

  /** Between two looks, so that watching is not the larger part of a test's load. */
  private static final long PAUSE_MILLIS = 20;

  private final LatestReader reader;
  private final ScheduledExecutorService thread = Executors.newSingleThreadScheduledExecutor();
  private final Map<String, Position> seen = new HashMap<>();
  private final List<String> wentBack = new CopyOnWriteArrayList<>();
  private final AtomicInteger looks = new AtomicInteger();
  private ScheduledFuture<?> watching;

  private LatestWatcher(LatestReader reader) {
    this.reader = reader;
  }

  public static LatestWatcher over(LatestReader reader) {
    LatestWatcher watcher = new LatestWatcher(reader);
    watcher.watching =
        watcher.thread.scheduleWithFixedDelay(
            watcher::watch, 0, PAUSE_MILLIS, TimeUnit.MILLISECONDS);
    return watcher;
  }

  /** Keys that had a position and later a lower one, with both. */
  public List<String> wentBack() {
    return List.copyOf(wentBack);
  }

  public int looks() {
    return looks.get();
  }

  private void watch() {
    try {
      reader.positions().forEach(this::look);
      looks.incrementAndGet();
    } catch (ResourceNotFoundException e) {
      // A test may delete the table; nothing is seen meanwhile.
    }
  }

  private void look(String key, Position position) {
    Position before = seen.put(key, position);
    if (before != null && before.compareTo(position) > 0) {
      wentBack.add(key + " from " + before + " to " + position);
    }
  }

  /**
   * @throws IllegalStateException if the watch has not lasted until now
   */
  @Override
  public void close() {
    thread.shutdown();
    try {
      watching.get();
    } catch (CancellationException e) {
      // by the shutdown
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (ExecutionException e) {
      throw new IllegalStateException("The latest table could not be watched", e);
    }
  }
}
