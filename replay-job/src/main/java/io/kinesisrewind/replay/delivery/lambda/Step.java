package io.kinesisrewind.replay.delivery.lambda;

import java.util.List;

/** What follows from an invocation for the records of its batch: each is in exactly one part. */
final class Step {

  private final List<Submission> delivered;
  private final List<Submission> refused;
  private final List<Batch> next;

  private Step(List<Submission> delivered, List<Submission> refused, List<Batch> next) {
    this.delivered = delivered;
    this.refused = refused;
    this.next = next;
  }

  static Step delivered(List<Submission> records) {
    return new Step(records, List.of(), List.of());
  }

  static Step refused(List<Submission> records) {
    return new Step(List.of(), records, List.of());
  }

  static Step next(List<Batch> batches) {
    return new Step(List.of(), List.of(), batches);
  }

  /** Of two steps that have no kind of part in common. */
  Step then(Step other) {
    return new Step(
        delivered.isEmpty() ? other.delivered : delivered,
        refused.isEmpty() ? other.refused : refused,
        next.isEmpty() ? other.next : next);
  }

  List<Submission> delivered() {
    return delivered;
  }

  List<Submission> refused() {
    return refused;
  }

  /** To be invoked with, one after the other. */
  List<Batch> next() {
    return next;
  }
}
