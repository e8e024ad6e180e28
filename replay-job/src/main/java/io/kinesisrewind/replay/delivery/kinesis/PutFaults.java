package io.kinesisrewind.replay.delivery.kinesis;

import io.kinesisrewind.replay.ReplayFailedException;
import io.kinesisrewind.replay.delivery.PassingFaults;
import java.util.Set;
import org.apache.flink.util.ExceptionUtils;
import software.amazon.awssdk.awscore.exception.AwsServiceException;

/** Which faults of a call pass, and what to say of those that do not. */
final class PutFaults {

  /** Errors that pass, beside those that do whatever the service. */
  private static final Set<String> PASSING =
      Set.of(
          "LimitExceededException",
          "KMSThrottlingException",
          "ProvisionedThroughputExceededException");

  private PutFaults() {}

  static RuntimeException translate(Throwable fault, String streamName) {
    Throwable cause = ExceptionUtils.stripCompletionException(fault);
    if (PassingFaults.passes(cause) || isPassingError(cause)) {
      return new TryAgainException(cause.getMessage(), cause);
    }
    return new ReplayFailedException(
        "Kinesis does not take records for stream " + streamName + ": " + cause.getMessage(),
        cause);
  }

  private static boolean isPassingError(Throwable fault) {
    if (!(fault instanceof AwsServiceException)) {
      return false;
    }
    AwsServiceException error = (AwsServiceException) fault;
    return error.awsErrorDetails() != null
        && PASSING.contains(String.valueOf(error.awsErrorDetails().errorCode()));
  }
}
