package io.kinesisrewind.replay.delivery.lambda;

import java.io.Serializable;
import java.util.List;

/**
 * What becomes of a batch that was invoked with: the rules of Lambda's event source mappings
 * ({@code MaximumRetryAttempts}, {@code BisectBatchOnFunctionError}, {@code
 * ReportBatchItemFailures}).
 *
 * <ul>
 *   <li>Where the response names the records that failed, those before the first of them are
 *       delivered, and the rest is tried again from there on.
 *   <li>Where nobody knows which failed, the batch is tried again as a whole; or, if it is to be
 *       bisected, its halves are, one after the other. Halving does not count as a retry.
 *   <li>What failed more often than it may be tried again is refused: of a batch that is to be
 *       bisected only the one record known to be the culprit, else all of it.
 * </ul>
 */
final class RetryRules implements Serializable {

  /** Of the retries: as often as it takes. */
  static final int FOR_EVER = -1;

  private static final long serialVersionUID = 1L;

  private final int retries;
  private final boolean bisect;

  /**
   * @param retries after the first attempt, or {@link #FOR_EVER}
   */
  RetryRules(int retries, boolean bisect) {
    this.retries = retries;
    this.bisect = bisect;
  }

  Step after(Batch batch, Answer answer) {
    switch (answer.kind()) {
      case SUCCESS:
        return Step.delivered(batch.records());
      case FAILED_FROM:
        return answer.index() == 0
            ? afterFailureOfFirst(batch.failed())
            : Step.delivered(batch.until(answer.index()).records())
                .then(afterFailureOfFirst(batch.from(answer.index()).failed()));
      case TOO_LARGE:
        return batch.size() > 1 ? halved(batch) : Step.refused(batch.records());
      default:
        return bisect && batch.size() > 1 ? halved(batch) : afterFailure(batch.failed());
    }
  }

  private Step afterFailureOfFirst(Batch batch) {
    if (mayTryAgain(batch) || !bisect || batch.size() == 1) {
      return afterFailure(batch);
    }
    return Step.refused(batch.until(1).records()).then(Step.next(List.of(batch.from(1))));
  }

  private Step afterFailure(Batch batch) {
    return mayTryAgain(batch) ? Step.next(List.of(batch)) : Step.refused(batch.records());
  }

  private boolean mayTryAgain(Batch batch) {
    return retries == FOR_EVER || batch.failures() <= retries;
  }

  private static Step halved(Batch batch) {
    int middle = batch.size() / 2;
    return Step.next(List.of(batch.until(middle), batch.from(middle)));
  }
}
