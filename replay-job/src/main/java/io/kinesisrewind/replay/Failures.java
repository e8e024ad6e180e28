package io.kinesisrewind.replay;

import org.apache.flink.runtime.client.JobCancellationException;
import org.apache.flink.util.SerializedThrowable;

/** What to tell a user of an exception that came out of a Flink job. */
public final class Failures {

  private Failures() {}

  /** The message that was meant for the user, else the first cause's. */
  public static String reason(Throwable failure) {
    Throwable cause = unwrap(failure);
    while (!(cause instanceof ReplayFailedException) && cause.getCause() != null) {
      cause = unwrap(cause.getCause());
    }
    return cause.getMessage() == null ? cause.toString() : cause.getMessage();
  }

  /** Whether somebody wanted the job to end: through us, or in Flink itself. */
  public static boolean isCancellation(Throwable failure) {
    for (Throwable cause = unwrap(failure); cause != null; cause = next(cause)) {
      if (cause instanceof ReplayCancelledException || cause instanceof JobCancellationException) {
        return true;
      }
    }
    return false;
  }

  private static Throwable next(Throwable failure) {
    return failure.getCause() == null ? null : unwrap(failure.getCause());
  }

  /** What came over the wire as bytes, because Flink does not know our classes. */
  private static Throwable unwrap(Throwable failure) {
    return failure instanceof SerializedThrowable
        ? ((SerializedThrowable) failure).deserializeError(Failures.class.getClassLoader())
        : failure;
  }
}
