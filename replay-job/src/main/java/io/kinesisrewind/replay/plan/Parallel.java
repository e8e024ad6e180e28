package io.kinesisrewind.replay.plan;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;

/** Applies a function that waits for a file system to many things at a time; results in order. */
public final class Parallel {

  private final ExecutorService threads;

  public Parallel(ExecutorService threads) {
    this.threads = threads;
  }

  /** A function that does I/O. */
  @FunctionalInterface
  public interface Reading<A, B> {
    B apply(A argument) throws IOException;
  }

  public <A, B> List<B> map(List<A> arguments, Reading<A, B> function) throws IOException {
    List<Future<B>> futures = new ArrayList<>();
    for (A argument : arguments) {
      futures.add(threads.submit(() -> function.apply(argument)));
    }
    List<B> results = new ArrayList<>();
    for (Future<B> future : futures) {
      results.add(result(future));
    }
    return results;
  }

  <A, B> List<B> flatMap(List<A> arguments, Reading<A, List<B>> function) throws IOException {
    List<B> results = new ArrayList<>();
    map(arguments, function).forEach(results::addAll);
    return results;
  }

  private static <B> B result(Future<B> future) throws IOException {
    try {
      return future.get();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("Interrupted while reading the archive", e);
    } catch (ExecutionException e) {
      if (e.getCause() instanceof IOException) {
        throw (IOException) e.getCause();
      }
      if (e.getCause() instanceof RuntimeException) {
        throw (RuntimeException) e.getCause();
      }
      throw new IOException("Reading the archive failed", e.getCause());
    }
  }
}
