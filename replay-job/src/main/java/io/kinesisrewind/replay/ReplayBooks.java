package io.kinesisrewind.replay;

import io.kinesisrewind.replay.control.SignOfLife;
import io.kinesisrewind.replay.ledger.Execution;
import io.kinesisrewind.replay.ledger.ReplayState;
import io.kinesisrewind.replay.ledger.ReplayStatus;
import io.kinesisrewind.replay.ledger.StatusFile;
import io.kinesisrewind.replay.options.ReplayOptions;
import io.kinesisrewind.runtime.UsageException;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;

/** What is on record of a replay, as written and read by who starts it. */
final class ReplayBooks {

  private static final Duration PATIENCE = Duration.ofSeconds(10);
  private static final long LOOK_MILLIS = 100;

  private final StatusFile file;
  private final String run;
  private ReplayStatus atStart;

  /**
   * @param run names this execution
   * @param before as it begins, or as it was left
   */
  ReplayBooks(StatusFile file, String run, ReplayStatus before) {
    this.file = file;
    this.run = run;
    this.atStart = before;
  }

  StatusFile file() {
    return file;
  }

  String run() {
    return run;
  }

  ReplayStatus atStart() {
    return atStart;
  }

  ReplayStatus status() throws IOException {
    return file.read().orElse(atStart);
  }

  /** Notes how the replay is about to be executed. */
  void begin(ReplayOptions options, int parallelism, String checkpoints) {
    Execution execution =
        atStart
            .execution()
            .map(before -> before.withCheckpoints(checkpoints))
            .orElseGet(() -> Execution.of(options.arguments(), parallelism, checkpoints));
    atStart = atStart.resumed().executedAs(execution);
  }

  /**
   * Says that the replay is about to run, by this execution and no other.
   *
   * @throws UsageException where it cannot be said
   */
  void announce() {
    try {
      SignOfLife.of(run).write(file.heartbeat());
      file.cancelRequest().delete();
      file.write(atStart);
    } catch (IOException e) {
      throw new UsageException(
          "--replays "
              + file.path().getParent()
              + ": the replay's status cannot be written to "
              + file.path()
              + ": "
              + e.getMessage()
              + "; a replay needs the right to write there");
    }
  }

  /** Says why the job has ended, once the job manager has said that it has. */
  ReplayStatus close(Throwable failure) throws IOException {
    awaitEnd();
    ReplayStatus status = status();
    if (status.state() == ReplayState.COMPLETED) {
      return status;
    }
    String reason = Failures.reason(failure);
    ReplayStatus ended =
        Failures.isCancellation(failure) ? status.cancelled(reason) : status.failed(reason);
    file.write(ended);
    return ended;
  }

  /** In vain where the job never began. */
  private void awaitEnd() throws IOException {
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    Optional<SignOfLife> last = SignOfLife.read(file.heartbeat());
    try {
      while (last.isPresent()
          && last.get().isOf(run)
          && !last.get().isEnd()
          && System.nanoTime() < deadline) {
        Thread.sleep(LOOK_MILLIS);
        last = SignOfLife.read(file.heartbeat());
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
