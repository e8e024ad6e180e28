package io.kinesisrewind.replay.delivery.kinesis;

import io.kinesisrewind.replay.delivery.DispatchThread;
import java.time.Duration;

/**
 * When calls go: at once where one is full or a key lags behind; else a little later, when other
 * records had the time to join, or the shards' rates to let some go. Belongs to the dispatcher's
 * thread.
 */
final class Departures {

  /** Until a shard that throttles takes some more. */
  private static final Duration RATE_PERIOD = Duration.ofMillis(5);

  private final DispatchLimits limits;
  private final DispatchThread thread;
  private final Runnable send;
  private boolean scheduled;
  private boolean held;

  /**
   * @param send makes as many calls as can be made
   */
  Departures(DispatchLimits limits, DispatchThread thread, Runnable send) {
    this.limits = limits;
    this.thread = thread;
    this.send = send;
  }

  /** What waits has changed. */
  void schedule(KeyQueues queues) {
    if (queues.isUrgent() || (queues.ready() >= limits.entries() && !held)) {
      send.run();
    } else if (queues.ready() > 0) {
      sendAfter(limits.linger());
    }
  }

  /** All that is ready goes to shards whose rates have been used up: no call is full for now. */
  void hold() {
    held = true;
    sendAfter(RATE_PERIOD);
  }

  private void sendAfter(Duration delay) {
    if (!scheduled) {
      scheduled = true;
      thread.runLater(this::flush, delay);
    }
  }

  private void flush() {
    scheduled = false;
    held = false;
    send.run();
  }
}
