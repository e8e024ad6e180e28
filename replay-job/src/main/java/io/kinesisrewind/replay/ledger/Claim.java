package io.kinesisrewind.replay.ledger;

import java.io.Serializable;
import java.util.Optional;

/**
 * What a replay holds while it runs, and is done with once it has completed: messages of a queue.
 * The job keeps it, for on Managed Flink no client watches.
 */
public interface Claim extends Serializable {

  /** On nothing. */
  static Claim none() {
    return new NoClaim();
  }

  /** Called now and then while the replay runs; failures are told, and tried again next time. */
  void renew();

  /**
   * Called once the replay has completed, and its account added up.
   *
   * @return what the user has to know, where it did not work
   */
  Optional<String> settle();

  /** Gives it back, as nothing has come of the replay. */
  void release();

  /** See {@link #none}. */
  final class NoClaim implements Claim {

    private static final long serialVersionUID = 1L;

    private NoClaim() {}

    @Override
    public void renew() {}

    @Override
    public Optional<String> settle() {
      return Optional.empty();
    }

    @Override
    public void release() {}
  }
}
