package io.kinesisrewind.sandbox.flink;

import io.kinesisrewind.sandbox.SandboxException;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/** Asks until the answer is yes. */
final class Awaiting {
  private static final Duration POLL = Duration.ofMillis(50);

  private Awaiting() {}

  static void until(BooleanSupplier condition, Duration patience, Supplier<String> failure) {
    long start = System.nanoTime();
    while (!condition.getAsBoolean()) {
      if (System.nanoTime() - start > patience.toNanos()) {
        throw new SandboxException(
            failure.get() + " (waited " + patience.toSeconds() + " seconds)");
      }
      try {
        TimeUnit.MILLISECONDS.sleep(POLL.toMillis());
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new SandboxException("Interrupted: " + failure.get(), e);
      }
    }
  }
}
