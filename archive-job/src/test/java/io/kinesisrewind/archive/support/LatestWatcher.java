package io.kinesisrewind.archive.support;

import io.kinesisrewind.schemas.Position;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;

/** Reads a latest table over and over, and notes every key that went back. */
public final class LatestWatcher implements AutoCloseable {

  private final LatestReader reader;
  private final Map<String, Position> seen = new HashMap<>();
  private final List<String> wentBack = new CopyOnWriteArrayList<>();
  private volatile boolean stopped;
  private final AtomicInteger looks = new AtomicInteger();
  private CompletableFuture<Void> done;

  private LatestWatcher(LatestReader reader) {
    this.reader = reader;
  }

  public static LatestWatcher over(LatestReader reader) {
    LatestWatcher watcher = new LatestWatcher(reader);
    watcher.done = CompletableFuture.runAsync(watcher::watch);
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
    while (!stopped) {
      reader.positions().forEach(this::look);
      looks.incrementAndGet();
    }
  }

  private void look(String key, Position position) {
    Position before = seen.put(key, position);
    if (before != null && before.compareTo(position) > 0) {
      wentBack.add(key + " from " + before + " to " + position);
    }
  }

  @Override
  public void close() {
    stopped = true;
    done.join();
  }
}
