package io.kinesisrewind.cli.tables;

import io.kinesisrewind.archive.preflight.AwsFailure;
import io.kinesisrewind.runtime.UsageException;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.dynamodb.model.ResourceNotFoundException;

/** Says in a sentence why a table cannot be read, and what helps. */
public final class TableErrors {

  private static final int SERVER_ERROR = 500;
  private static final String WRONG_KEY = "ValidationException";

  private TableErrors() {}

  /**
   * @param action as IAM names it, for instance {@code dynamodb:GetItem}
   * @return what to throw: a {@link UsageException} where the user can mend it
   */
  public static RuntimeException reading(
      StreamTable table, String region, String action, SdkException error) {
    if (error instanceof ResourceNotFoundException) {
      return new UsageException(missing(table, region));
    }
    if (error instanceof AwsServiceException service) {
      String code = service.awsErrorDetails().errorCode();
      if (WRONG_KEY.equals(code)) {
        return new UsageException(
            "The DynamoDB table "
                + table.name()
                + " has not the key that an archive job gives it: "
                + service.awsErrorDetails().errorMessage());
      }
      if (service.isThrottlingException() || service.statusCode() >= SERVER_ERROR) {
        return new IllegalStateException(
            "The DynamoDB table " + table.name() + ": " + AwsFailure.explain(error, action), error);
      }
    }
    return new UsageException(
        "The DynamoDB table " + table.name() + ": " + AwsFailure.explain(error, action));
  }

  private static String missing(StreamTable table, String region) {
    return "The DynamoDB table "
        + table.name()
        + " does not exist in "
        + region
        + "; an archive job with "
        + table.mode()
        + " in its --mode keeps it: check stream and region, or create it with ./rewind setup "
        + table.stream()
        + " --mode "
        + table.mode();
  }
}
