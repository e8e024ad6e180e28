package io.kinesisrewind.archive.history;

import io.kinesisrewind.archive.latest.DynamoDbErrors;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.interceptor.Context;
import software.amazon.awssdk.core.interceptor.ExecutionAttributes;
import software.amazon.awssdk.core.interceptor.ExecutionInterceptor;
import software.amazon.awssdk.services.dynamodb.model.BatchWriteItemRequest;
import software.amazon.awssdk.services.dynamodb.model.ResourceNotFoundException;

/**
 * Makes the connector fail on what only a person can mend. It knows three such errors and repeats
 * all others for ever, also a permission that was taken away: the job would hang, and say so in
 * warnings alone. So each of them becomes one of the three, with the real one as its cause.
 *
 * <p>The AWS SDK finds it by its name in {@code execution.interceptors} and asks it about every
 * call of a DynamoDB client. Only the connector writes batches.
 */
public final class DeniedBatches implements ExecutionInterceptor {

  @Override
  public Throwable modifyException(
      Context.FailedExecution context, ExecutionAttributes attributes) {
    Throwable failure = context.exception();
    if (context.request() instanceof BatchWriteItemRequest
        && failure instanceof AwsServiceException
        && !DynamoDbErrors.isTransient(failure)) {
      AwsServiceException denied = (AwsServiceException) failure;
      return ResourceNotFoundException.builder()
          .message(denied.getMessage())
          .awsErrorDetails(denied.awsErrorDetails())
          .statusCode(denied.statusCode())
          .requestId(denied.requestId())
          .cause(denied)
          .build();
    }
    return failure;
  }
}
