package io.kinesisrewind.replay.delivery.lambda;

import java.util.List;

/** Records of one shard that are sent together, in their order; never none. */
final class Batch {

  private final List<Submission> records;
  private final int failures;

  /**
   * @param failures how often it, or its first record, has failed
   */
  private Batch(List<Submission> records, int failures) {
    this.records = records;
    this.failures = failures;
  }

  static Batch of(List<Submission> records) {
    return new Batch(records, 0);
  }

  Batch failed() {
    return new Batch(records, failures + 1);
  }

  /** What is left of it, from a record on; it has not failed yet. */
  Batch from(int index) {
    return of(records.subList(index, records.size()));
  }

  Batch until(int index) {
    return of(records.subList(0, index));
  }

  List<Submission> records() {
    return records;
  }

  int size() {
    return records.size();
  }

  int failures() {
    return failures;
  }
}
