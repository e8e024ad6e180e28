package io.kinesisrewind.replay.ledger;

import java.io.Serializable;
import java.util.Optional;

/** A step of the pipeline that takes each record once and accounts for it. */
@FunctionalInterface
public interface CountedStep<I, O> extends Serializable {

  /**
   * @param counts to be added to
   * @return what goes on to the next step
   */
  Optional<O> apply(I input, Counts counts);
}
