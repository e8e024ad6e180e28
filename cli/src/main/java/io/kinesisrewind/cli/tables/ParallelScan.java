package io.kinesisrewind.cli.tables;

import io.kinesisrewind.cli.tables.TableReader.Pages;
import io.kinesisrewind.cli.tables.TableReader.Segment;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionService;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorCompletionService;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * Scans a table in segments side by side. At most one page of each is in memory, as whoever takes
 * the pages holds the segments up.
 */
public final class ParallelScan {

  private final TableReader reader;
  private final boolean consistent;
  private final Integer pageSize;

  /** Set where one segment has failed, or has been told that no more is wanted. */
  private final AtomicBoolean over = new AtomicBoolean();

  /**
   * @param pageSize most items of a page; null for what fits
   */
  public ParallelScan(TableReader reader, boolean consistent, Integer pageSize) {
    this.reader = reader;
    this.consistent = consistent;
    this.pageSize = pageSize;
  }

  /**
   * @param pages is given pages by several threads at a time
   * @throws IOException what {@code pages} throws
   */
  public void run(int segments, Pages pages) throws IOException {
    ExecutorService threads = Executors.newFixedThreadPool(segments, ParallelScan::daemon);
    CompletionService<Void> scans = new ExecutorCompletionService<>(threads);
    try {
      List<Future<Void>> started = new ArrayList<>();
      for (int i = 0; i < segments; i++) {
        Segment segment = new Segment(i, segments);
        started.add(scans.submit(() -> scan(segment, pages)));
      }
      for (int i = 0; i < started.size(); i++) {
        await(scans.take());
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("Interrupted while scanning", e);
    } finally {
      over.set(true);
      threads.shutdown();
    }
  }

  private Void scan(Segment segment, Pages pages) throws IOException {
    reader.scan(segment, consistent, pageSize, items -> !over.get() && accept(items, pages));
    return null;
  }

  private boolean accept(List<Map<String, AttributeValue>> items, Pages pages) throws IOException {
    boolean more = pages.accept(items);
    if (!more) {
      over.set(true);
    }
    return more;
  }

  private static void await(Future<Void> scan) throws IOException, InterruptedException {
    try {
      scan.get();
    } catch (ExecutionException e) {
      if (e.getCause() instanceof IOException failure) {
        throw failure;
      }
      if (e.getCause() instanceof RuntimeException failure) {
        throw failure;
      }
      throw new IllegalStateException(e.getCause());
    }
  }

  private static Thread daemon(Runnable task) {
    Thread thread = new Thread(task, "scan");
    thread.setDaemon(true);
    return thread;
  }
}
