package io.kinesisrewind.replay;

import org.apache.flink.runtime.throwable.ThrowableAnnotation;
import org.apache.flink.runtime.throwable.ThrowableType;

/**
 * The replay cannot go on, and trying again would end the same way: a broken archive file, a record
 * that cannot be annotated, a target that is gone, an account that does not add up. Flink does not
 * restart a job that fails with it. The message is one for the user.
 */
@ThrowableAnnotation(ThrowableType.NonRecoverableError)
public final class ReplayFailedException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  public ReplayFailedException(String message) {
    super(message);
  }

  public ReplayFailedException(String message, Throwable cause) {
    super(message, cause);
  }
}
