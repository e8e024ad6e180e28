package io.kinesisrewind.archive.preflight;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Bounds a call that has no bound of its own: Flink's S3 file system goes on trying for minutes
 * where the secret key is wrong, taking it for a clock that is.
 */
final class TimeLimit {

  private TimeLimit() {}

  /**
   * @throws IOException the call's own, or one that says that there was no answer in time; the call
   *     then goes on in a daemon thread
   */
  static void run(Duration limit, Callable<?> call) throws IOException {
    FutureTask<?> task = new FutureTask<>(call);
    Thread thread = new Thread(task, "preflight");
    thread.setDaemon(true);
    thread.start();
    try {
      task.get(limit.toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException e) {
      throw new IOException(
          "no answer within "
              + limit.toSeconds()
              + " s; check the credentials, the endpoint and the network",
          e);
    } catch (ExecutionException e) {
      throw e.getCause() instanceof IOException
          ? (IOException) e.getCause()
          : new IOException(e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException();
    }
  }
}
