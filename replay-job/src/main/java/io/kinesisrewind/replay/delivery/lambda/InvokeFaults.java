package io.kinesisrewind.replay.delivery.lambda;

import io.kinesisrewind.replay.ReplayFailedException;
import io.kinesisrewind.replay.delivery.PassingFaults;
import java.util.Set;
import org.apache.flink.util.ExceptionUtils;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.ApiCallAttemptTimeoutException;
import software.amazon.awssdk.core.exception.ApiCallTimeoutException;

/** What the faults of an invocation mean that are not the function's own (Lambda API, Invoke). */
final class InvokeFaults {

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
    Throwable cause = ExceptionUtils.stripCompletionException(fault);
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
    if (PassingFaults.passes(cause) || isPassingError(cause)) {
      return Reply.of(Reply.Kind.TRY_AGAIN, message);
    }
    throw new ReplayFailedException(
        "Lambda does not invoke function " + function + ": " + message, cause);
  }

  private static boolean isPassingError(Throwable fault) {
    return fault instanceof AwsServiceException
        && PASSING.contains(((AwsServiceException) fault).statusCode());
  }
}
