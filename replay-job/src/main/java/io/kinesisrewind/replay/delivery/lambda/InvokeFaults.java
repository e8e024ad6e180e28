package io.kinesisrewind.replay.delivery.lambda;

import io.kinesisrewind.replay.ReplayFailedException;
import java.io.IOException;
import java.util.Set;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeoutException;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.AbortedException;
import software.amazon.awssdk.core.exception.ApiCallAttemptTimeoutException;
import software.amazon.awssdk.core.exception.ApiCallTimeoutException;

/** What the faults of an invocation mean that are not the function's own (Lambda API, Invoke). */
final class InvokeFaults {

  private static final int SERVER_ERROR = 500;

  /**
   * Lambda says so while it throttles, while a function or its file system gets ready, and when a
   * function is being updated.
   */
  private static final Set<Integer> PASSING = Set.of(408, 409, 410, 429);

  private static final Set<String> TOO_LARGE =
      Set.of("RequestTooLargeException", "SerializedRequestEntityTooLargeException");

  private InvokeFaults() {}

  /**
   * @throws ReplayFailedException where trying again cannot help
   */
  static Reply reply(Throwable fault, FunctionName function) {
    Throwable cause = fault instanceof CompletionException ? fault.getCause() : fault;
    String message = String.valueOf(cause.getMessage());
    if (cause instanceof ApiCallTimeoutException
        || cause instanceof ApiCallAttemptTimeoutException) {
      return Reply.of(Reply.Kind.NO_ANSWER, "no response within --invoke-timeout: " + message);
    }
    if (cause instanceof AwsServiceException) {
      AwsServiceException error = (AwsServiceException) cause;
      if (error.awsErrorDetails() != null
          && TOO_LARGE.contains(error.awsErrorDetails().errorCode())) {
        return Reply.of(Reply.Kind.TOO_LARGE, message);
      }
    }
    if (passes(cause)) {
      return Reply.of(Reply.Kind.TRY_AGAIN, message);
    }
    throw new ReplayFailedException(
        "Lambda does not invoke function " + function + ": " + message, cause);
  }

  private static boolean passes(Throwable fault) {
    if (fault instanceof AwsServiceException) {
      AwsServiceException error = (AwsServiceException) fault;
      return error.isThrottlingException()
          || error.isClockSkewException()
          || error.statusCode() >= SERVER_ERROR
          || PASSING.contains(error.statusCode());
    }
    for (Throwable cause = fault; cause != null; cause = cause.getCause()) {
      if (cause instanceof IOException
          || cause instanceof TimeoutException
          || cause instanceof AbortedException) {
        return true;
      }
    }
    return false;
  }
}
