package io.kinesisrewind.replay.delivery.lambda;

import io.kinesisrewind.replay.ReplayFailedException;
import io.kinesisrewind.replay.bad.BadRecords;
import io.kinesisrewind.schemas.ArchivedRecord;
import io.kinesisrewind.schemas.Position;
import java.util.List;

/** What to do when the function refuses records for good, and what to say of it. */
final class Refusals {

  private final FunctionName function;
  private final boolean end;

  Refusals(FunctionName function, BadRecords action) {
    this.function = function;
    // There is no other form to pass a record in.
    this.end = action == BadRecords.fail || action == BadRecords.pass;
  }

  FunctionName function() {
    return function;
  }

  /** Whether the replay ends with the first one. */
  boolean end() {
    return end;
  }

  /**
   * @param attempts that were made with the batch
   */
  ReplayFailedException failure(List<Submission> refused, int attempts, String reason) {
    return new ReplayFailedException(
        "Function "
            + function
            + " does not take "
            + describe(refused)
            + " (attempts: "
            + attempts
            + "): "
            + reason
            + "; --on-bad-record skip or dead-letter goes on without"
            + (refused.size() > 1 ? ", --bisect-on-error finds out which of them it is" : ""));
  }

  private static String describe(List<Submission> refused) {
    ArchivedRecord first = refused.get(0).record();
    String one = Position.of(first) + " of " + first.getShardId();
    return refused.size() == 1
        ? "record " + one
        : "a batch of " + refused.size() + " records from " + one + " on";
  }
}
