package io.kinesisrewind.replay.delivery.lambda;

import io.kinesisrewind.schemas.ArchivedRecord;
import io.kinesisrewind.schemas.Position;
import java.util.concurrent.CompletableFuture;

/** A record to be delivered, until it is settled. In the order of positions. */
final class Submission implements Comparable<Submission> {

  private final ArchivedRecord record;
  private final CompletableFuture<Outcome> done = new CompletableFuture<>();
  private int retries;

  Submission(ArchivedRecord record) {
    this.record = record;
  }

  ArchivedRecord record() {
    return record;
  }

  /** Completes with what became of it. */
  CompletableFuture<Outcome> done() {
    return done;
  }

  /** It will be sent again. */
  void retry() {
    retries++;
  }

  void delivered() {
    done.complete(Outcome.delivered(record, retries));
  }

  void refused(String reason) {
    done.complete(Outcome.refused(record, reason, retries));
  }

  @Override
  public int compareTo(Submission other) {
    return Position.compare(record, other.record);
  }
}
