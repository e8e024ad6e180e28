package io.kinesisrewind.replay.delivery.kinesis;

import java.util.concurrent.CompletableFuture;

/** A record to be put, until it is in. */
final class Submission {

  private final PutEntry entry;
  private final CompletableFuture<Integer> done = new CompletableFuture<>();
  private int failures;
  private long number;

  Submission(PutEntry entry) {
    this.entry = entry;
  }

  PutEntry entry() {
    return entry;
  }

  void number(long place) {
    number = place;
  }

  /** The place among all that were submitted. */
  long number() {
    return number;
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
