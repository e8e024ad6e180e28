package io.kinesisrewind.replay.delivery.kinesis;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/** One call of PutRecords. */
final class PutCall {

  private PutCall() {}

  /**
   * As {@link PutRecordsClient#put}; whatever goes wrong is in the result.
   *
   * @return a result for each of the submissions
   */
  static CompletableFuture<List<PutResult>> put(
      PutRecordsClient client, List<Submission> submissions) {
    List<PutEntry> entries = new ArrayList<>(submissions.size());
    submissions.forEach(submission -> entries.add(submission.entry()));
    try {
      return client.put(entries).thenApply(results -> checked(results, entries.size()));
    } catch (RuntimeException e) {
      return CompletableFuture.failedFuture(e);
    }
  }

  private static List<PutResult> checked(List<PutResult> results, int entries) {
    if (results.size() != entries) {
      throw new IllegalStateException(results.size() + " results for " + entries + " records");
    }
    return results;
  }
}
