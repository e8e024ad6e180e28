package io.kinesisrewind.replay.ledger;

import io.kinesisrewind.replay.ReplayFailedException;
import io.kinesisrewind.replay.plan.PlanTotals;

/** The rules of the account. */
final class Ledger {

  private Ledger() {}

  /**
   * @throws ReplayFailedException saying which sum is wrong, where one is
   */
  static void balance(Counts counts, PlanTotals plan) {
    require(
        counts.read == counts.selected + counts.filtered + counts.duplicates,
        "read is not selected + filtered + duplicates",
        counts);
    require(
        counts.selected == counts.settled(),
        "selected is not delivered + skipped + dead-lettered",
        counts);
    require(counts.passed <= counts.delivered, "more is passed than is delivered", counts);
    require(
        !plan.isKnown() || (plan.exact() ? counts.read == plan.rows() : counts.read <= plan.rows()),
        "the plan says " + (plan.exact() ? "" : "at most ") + plan.rows() + " rows",
        counts);
  }

  private static void require(boolean condition, String otherwise, Counts counts) {
    if (!condition) {
      throw new ReplayFailedException("The account does not add up: " + otherwise + "; " + counts);
    }
  }
}
