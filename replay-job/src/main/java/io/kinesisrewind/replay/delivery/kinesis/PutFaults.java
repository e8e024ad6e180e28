package io.kinesisrewind.replay.delivery.kinesis;

import io.kinesisrewind.replay.ReplayFailedException;
import java.io.IOException;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeoutException;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.AbortedException;
import software.amazon.awssdk.core.exception.ApiCallAttemptTimeoutException;
import software.amazon.awssdk.core.exception.ApiCallTimeoutException;

/** Which faults of a call pass, and what to say of those that do not. */
final class PutFaults {

  private static final int SERVER_ERROR = 500;

  private PutFaults() {}

  static RuntimeException translate(Throwable fault, String streamName) {
    Throwable cause = fault instanceof CompletionException ? fault.getCause() : fault;
    if (passes(cause)) {
      return new TryAgainException(cause.getMessage(), cause);
    }
    return new ReplayFailedException(
        "Kinesis does not take records for stream " + streamName + ": " + cause.getMessage(),
        cause);
  }

  private static boolean passes(Throwable fault) {
    if (fault instanceof AwsServiceException) {
      AwsServiceException error = (AwsServiceException) fault;
      return error.isThrottlingException()
          || error.isClockSkewException()
          || error.statusCode() >= SERVER_ERROR
          || isThrottlingByName(error);
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

  private static boolean isThrottlingByName(AwsServiceException error) {
    String code = error.awsErrorDetails() == null ? "" : error.awsErrorDetails().errorCode();
    return "LimitExceededException".equals(code)
        || "KMSThrottlingException".equals(code)
        || "ProvisionedThroughputExceededException".equals(code);
  }
}
