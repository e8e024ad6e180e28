package io.kinesisrewind.replay.delivery;

import java.io.IOException;
import java.util.concurrent.TimeoutException;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.AbortedException;
import software.amazon.awssdk.core.exception.ApiCallAttemptTimeoutException;
import software.amazon.awssdk.core.exception.ApiCallTimeoutException;

/** Faults of a call to AWS that pass: the same call may well succeed later. */
public final class PassingFaults {

  private static final int SERVER_ERROR = 500;

  private PassingFaults() {}

  /**
   * Whether it is one of them whatever the service: throttling, a clock that is off (the SDK sets
   * it right), a fault inside the service, no connection, no answer.
   */
  public static boolean passes(Throwable fault) {
    if (fault instanceof AwsServiceException) {
      AwsServiceException error = (AwsServiceException) fault;
      return error.isThrottlingException()
          || error.isClockSkewException()
          || error.statusCode() >= SERVER_ERROR;
    }
    for (Throwable cause = fault; cause != null; cause = cause.getCause()) {
      if (cause instanceof IOException
          || cause instanceof TimeoutException
          || cause instanceof AbortedException
          || cause instanceof ApiCallTimeoutException
          || cause instanceof ApiCallAttemptTimeoutException) {
        return true;
      }
    }
    return false;
  }
}
