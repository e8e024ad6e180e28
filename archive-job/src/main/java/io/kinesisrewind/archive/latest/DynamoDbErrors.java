package io.kinesisrewind.archive.latest;

import io.kinesisrewind.runtime.AwsFailure;
import java.io.IOException;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.core.exception.SdkServiceException;
import software.amazon.awssdk.services.dynamodb.model.ResourceNotFoundException;

/** Which failures pass by themselves, and how the others are told. */
public final class DynamoDbErrors {

  private static final int SERVER_ERROR = 500;

  private DynamoDbErrors() {}

  /** Throttling, the service's own errors, and the way to it: connections, time-outs. */
  public static boolean isTransient(Throwable error) {
    if (error instanceof SdkServiceException) {
      SdkServiceException service = (SdkServiceException) error;
      return service.isThrottlingException()
          || service.retryable()
          || service.statusCode() >= SERVER_ERROR;
    }
    return error instanceof SdkClientException && !isAboutCredentials(error);
  }

  /**
   * For the job's failure: names the table, and what to do.
   *
   * @param action as IAM names it
   */
  public static IOException writing(String table, String action, Throwable cause) {
    return new IOException(
        "Cannot write to the DynamoDB table " + table + ": " + explain(cause, action), cause);
  }

  private static String explain(Throwable cause, String action) {
    if (cause instanceof ResourceNotFoundException) {
      return "it does not exist (any more); create it, or start the job with --create-tables";
    }
    if (cause instanceof SdkException) {
      return AwsFailure.explain((SdkException) cause, action);
    }
    return cause.getMessage();
  }

  private static boolean isAboutCredentials(Throwable error) {
    return error.getMessage() != null && error.getMessage().contains("credentials");
  }
}
