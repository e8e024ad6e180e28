package io.kinesisrewind.replay.control;

import io.kinesisrewind.replay.ReplayCancelledException;
import io.kinesisrewind.replay.ReplayFailedException;
import io.kinesisrewind.replay.ledger.ReplayState;
import io.kinesisrewind.replay.ledger.ReplayStatus;
import io.kinesisrewind.replay.ledger.StatusFile;
import java.io.IOException;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import org.apache.flink.core.fs.Path;
import org.apache.flink.runtime.operators.coordination.OperatorCoordinator;
import org.apache.flink.runtime.operators.coordination.OperatorEvent;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The replay's ears and mouth in the job manager: for as long as the job exists, restarts and all,
 * it gives signs of life, ends the job when that is asked for, and says so when it is gone. The
 * ledger cannot: it is gone itself whenever the job starts over.
 */
final class ReplayWatch implements OperatorCoordinator {

  private static final Logger LOG = LoggerFactory.getLogger(ReplayWatch.class);
  private static final long LAST_WORD_SECONDS = 10;
  private static final byte[] NO_STATE = new byte[0];

  private final Context context;
  private final StatusFile file;
  private final String run;
  private final ScheduledExecutorService thread;
  private ScheduledFuture<?> looking;

  // Of the thread alone.
  private boolean cancelled;
  private boolean superseded;

  ReplayWatch(Context context, StatusFile file, String run) {
    this.context = context;
    this.file = file;
    this.run = run;
    this.thread =
        Executors.newSingleThreadScheduledExecutor(
            task -> {
              Thread made = new Thread(task, "replay-watch");
              made.setDaemon(true);
              made.setContextClassLoader(context.getUserCodeClassloader());
              return made;
            });
  }

  @Override
  public void start() {
    looking =
        thread.scheduleWithFixedDelay(
            this::look, 0, SignOfLife.PERIOD.toMillis(), TimeUnit.MILLISECONDS);
  }

  private void look() {
    try {
      if (!cancelled && !superseded) {
        watch();
      }
    } catch (IOException | RuntimeException e) {
      // The replay is worth more than a word about it; the next look tries again.
      LOG.warn("Cannot watch over the replay {}", file.replayId(), e);
    }
  }

  private void watch() throws IOException {
    Optional<SignOfLife> last = SignOfLife.read(file.heartbeat());
    if (last.isPresent() && !last.get().isOf(run)) {
      superseded = true;
      context.failJob(
          new ReplayFailedException(
              "The replay "
                  + file.replayId()
                  + " was resumed by another job since; this one must not deliver beside it"));
      return;
    }
    SignOfLife.of(run).write(file.heartbeat());
    if (file.cancelRequest().exists()) {
      cancelled = true;
      LOG.info("Replay {}: {} asks to end it", file.replayId(), file.cancelRequest().path());
      context.failJob(new ReplayCancelledException("cancelled on request"));
    }
  }

  /** The job has ended, or this job manager's part in it. */
  @Override
  public void close() {
    if (looking != null) {
      looking.cancel(false);
    }
    thread.execute(this::lastWord);
    thread.shutdown();
    try {
      if (!thread.awaitTermination(LAST_WORD_SECONDS, TimeUnit.SECONDS)) {
        LOG.warn("Replay {}: no time to say that it has ended", file.replayId());
        thread.shutdownNow();
      }
    } catch (InterruptedException e) {
      thread.shutdownNow();
      Thread.currentThread().interrupt();
    }
  }

  private void lastWord() {
    if (superseded) {
      return;
    }
    try {
      Optional<ReplayStatus> status = file.read();
      if (status.isPresent() && status.get().state() == ReplayState.RUNNING) {
        file.write(ended(status.get()));
      }
      file.cancelRequest().delete();
      if (status.isPresent() && status.get().state() == ReplayState.COMPLETED) {
        delete(file.checkpoints());
        delete(file.plan());
      }
      SignOfLife.of(run).ended().write(file.heartbeat());
    } catch (IOException | RuntimeException e) {
      LOG.warn("Cannot say that the replay {} has ended", file.replayId(), e);
    }
  }

  private static void delete(Path folder) throws IOException {
    folder.getFileSystem().delete(folder, true);
  }

  private ReplayStatus ended(ReplayStatus status) {
    return cancelled
        ? status.cancelled("cancelled on request")
        : status.failed("its job ended before everything was delivered; Flink's log says why");
  }

  @Override
  public void checkpointCoordinator(long checkpointId, CompletableFuture<byte[]> result) {
    result.complete(NO_STATE);
  }

  @Override
  public void handleEventFromOperator(int subtask, int attempt, OperatorEvent event) {
    throw new UnsupportedOperationException("The ledger sends no events");
  }

  @Override
  public void notifyCheckpointComplete(long checkpointId) {}

  @Override
  public void resetToCheckpoint(long checkpointId, byte[] state) {}

  @Override
  public void subtaskReset(int subtask, long checkpointId) {}

  @Override
  public void executionAttemptFailed(int subtask, int attempt, Throwable reason) {}

  @Override
  public void executionAttemptReady(int subtask, int attempt, SubtaskGateway gateway) {}
}
