package io.kinesisrewind.replay.delivery.kinesis;

import java.util.concurrent.CompletableFuture;

/** A record to be put, until it is in. */
final class Submission {

  private final PutEntry entry;
  private final CompletableFuture<Integer> done = new CompletableFuture<>();
  private int failures;

  Submission(PutEntry entry) {
    this.entry = entry;
  }

  PutEntry entry() {
    return entry;
  }

  /** Completes with the number of failures before it got in. */
  CompletableFuture<Integer> done() {
    return done;
  }

  /** How often it did not get in, this time included. */
  int failed() {
    failures++;
    return failures;
  }

  void accepted() {
    done.complete(failures);
  }
}
