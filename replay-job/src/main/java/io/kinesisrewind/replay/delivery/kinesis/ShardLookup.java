package io.kinesisrewind.replay.delivery.kinesis;

import io.kinesisrewind.replay.delivery.DispatchThread;
import java.time.Duration;

/**
 * Tells the rates which shards there are, again and again, as they change when the target is
 * resharded. As long as nothing is known of them, all count as one.
 */
final class ShardLookup {

  private static final Duration PERIOD = Duration.ofSeconds(30);

  private final PutRecordsClient client;
  private final ShardRates rates;
  private final DispatchThread thread;

  /**
   * @param thread that the rates belong to
   */
  ShardLookup(PutRecordsClient client, ShardRates rates, DispatchThread thread) {
    this.client = client;
    this.rates = rates;
    this.thread = thread;
  }

  /** Until the thread is closed. */
  void start() {
    thread.run(this::ask);
  }

  private void ask() {
    var unused =
        client.shards().whenComplete((shards, fault) -> thread.run(() -> answered(shards, fault)));
  }

  private void answered(ShardRanges shards, Throwable fault) {
    if (fault == null) {
      rates.shards(shards);
    } else {
      thread.warn("its shards cannot be listed: " + fault.getMessage());
    }
    thread.runLater(this::ask, PERIOD);
  }
}
