package io.kinesisrewind.replay.testing;

import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.flink.core.fs.Path;
import org.awaitility.Awaitility;

/**
 * Failures of a replay's task: opening a file of a {@code flaky:} archive fails, once for each file
 * named, as soon as there is something to go back to.
 */
public final class InducedFaults {

  private final AtomicInteger count = new AtomicInteger();
  private final Checkpoints checkpoints;
  private FlakyFiles.Opening opening = path -> {};

  public InducedFaults(Checkpoints checkpoints) {
    this.checkpoints = checkpoints;
  }

  /** How many there have been. */
  public int count() {
    return count.get();
  }

  /** When a checkpoint has been completed. */
  public void failOnceAt(Path file) {
    failOnceAt(file, checkpoints::isAny);
  }

  /** When a condition has come true. */
  public void failOnceAt(Path file, Callable<Boolean> condition) {
    AtomicInteger openings = new AtomicInteger();
    FlakyFiles.Opening before = opening;
    opening =
        path -> {
          before.open(path);
          // The first opening is the plan's.
          if (path.equals(file) && openings.incrementAndGet() == 2) {
            Awaitility.await().ignoreExceptions().atMost(Duration.ofMinutes(3)).until(condition);
            count.incrementAndGet();
            throw new IOException("induced");
          }
        };
    FlakyFiles.onOpen(opening);
  }

  /** No more from here on. */
  public void end() {
    FlakyFiles.onOpen(path -> {});
  }
}
