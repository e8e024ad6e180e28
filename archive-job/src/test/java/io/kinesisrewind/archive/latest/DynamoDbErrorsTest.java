package io.kinesisrewind.archive.latest;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.services.dynamodb.model.DynamoDbException;
import software.amazon.awssdk.services.dynamodb.model.ProvisionedThroughputExceededException;
import software.amazon.awssdk.services.dynamodb.model.ResourceNotFoundException;

class DynamoDbErrorsTest {

  @Test
  void throttlingServerErrorsAndConnectionsPass() {
    assertThat(
            DynamoDbErrors.isTransient(
                ProvisionedThroughputExceededException.builder()
                    .awsErrorDetails(details("ProvisionedThroughputExceededException", "slower"))
                    .statusCode(400)
                    .build()))
        .isTrue();
    assertThat(DynamoDbErrors.isTransient(service("InternalServerError", 500))).isTrue();
    assertThat(DynamoDbErrors.isTransient(SdkClientException.create("Connection reset"))).isTrue();
  }

  @Test
  void whatOnlyAPersonCanMendDoesNot() {
    assertThat(DynamoDbErrors.isTransient(service("AccessDeniedException", 400))).isFalse();
    assertThat(DynamoDbErrors.isTransient(service("ValidationException", 400))).isFalse();
    assertThat(DynamoDbErrors.isTransient(ResourceNotFoundException.builder().build())).isFalse();
    assertThat(DynamoDbErrors.isTransient(SdkClientException.create("Unable to load credentials")))
        .isFalse();
    assertThat(DynamoDbErrors.isTransient(new IllegalStateException("a bug"))).isFalse();
  }

  @Test
  void theMessageNamesTableAndCause() {
    assertThat(
            DynamoDbErrors.writing(
                "orders-archive-latest", "dynamodb:PutItem", service("AccessDenied", 400)))
        .hasMessage(
            "Cannot write to the DynamoDB table orders-archive-latest: no permission for"
                + " dynamodb:PutItem; allow it to the role or user in use (AccessDenied)");
  }

  private static Throwable service(String code, int status) {
    return DynamoDbException.builder()
        .awsErrorDetails(details(code, "no"))
        .statusCode(status)
        .build();
  }

  private static AwsErrorDetails details(String code, String message) {
    return AwsErrorDetails.builder().errorCode(code).errorMessage(message).build();
  }
}
