package io.kinesisrewind.cli.tables;

import io.kinesisrewind.archive.tables.ArchiveTables;
import io.kinesisrewind.runtime.AwsAccess;
import io.kinesisrewind.runtime.AwsFailure;
import io.kinesisrewind.runtime.UsageException;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.dynamodb.model.ResourceNotFoundException;

/** Says in a sentence why a table cannot be read, and what helps. */
public final class TableErrors {

  private static final int SERVER_ERROR = 500;

  private TableErrors() {}

  /**
   * @param action as IAM names it, for instance {@code dynamodb:GetItem}
   * @return what to throw: a {@link UsageException} where the user can mend it
   */
  public static RuntimeException reading(
      StreamTable table, AwsAccess aws, String action, SdkException error) {
    if (error instanceof ResourceNotFoundException) {
      return new UsageException(missing(table, aws.region()));
    }
    String why = "The DynamoDB table " + table.name() + ": " + AwsFailure.explain(error, action);
    if (isInvalid(error)) {
      return new UsageException(wrongKey(table, aws, why));
    }
    return isOfService(error) ? new IllegalStateException(why, error) : new UsageException(why);
  }

  private static String missing(StreamTable table, String region) {
    return "The DynamoDB table "
        + table.name()
        + " does not exist in "
        + region
        + "; check stream and region, or have the table created: ./rewind setup "
        + table.stream()
        + " --mode "
        + table.mode();
  }

  /**
   * Mostly a request is invalid because the table has another key; then that is the better word.
   */
  private static String wrongKey(StreamTable table, AwsAccess aws, String otherwise) {
    try (ArchiveTables tables = ArchiveTables.in(aws)) {
      return tables.obstacle(table.kind(), table.stream(), false).orElse(otherwise);
    } catch (SdkException e) {
      return otherwise; // whoever may read the table need not be allowed to describe it
    }
  }

  private static boolean isInvalid(SdkException error) {
    return error instanceof AwsServiceException service
        && "ValidationException".equals(service.awsErrorDetails().errorCode());
  }

  /** Throttling that outlasts the client's own retries, or a failure of DynamoDB itself. */
  private static boolean isOfService(SdkException error) {
    return error instanceof AwsServiceException service
        && (service.isThrottlingException() || service.statusCode() >= SERVER_ERROR);
  }
}
