package io.kinesisrewind.replay;

import org.apache.flink.runtime.throwable.ThrowableAnnotation;
import org.apache.flink.runtime.throwable.ThrowableType;

/** Somebody wants the replay to end. Flink does not restart a job that fails with it. */
@ThrowableAnnotation(ThrowableType.NonRecoverableError)
public final class ReplayCancelledException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  /**
   * @param message who wanted it, for the user
   */
  public ReplayCancelledException(String message) {
    super(message);
  }
}
