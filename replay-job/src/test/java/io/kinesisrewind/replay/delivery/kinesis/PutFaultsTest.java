package io.kinesisrewind.replay.delivery.kinesis;

import static org.assertj.core.api.Assertions.assertThat;

import io.kinesisrewind.replay.ReplayFailedException;
import java.io.IOException;
import java.util.concurrent.CompletionException;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.core.exception.ApiCallTimeoutException;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.services.kinesis.model.KinesisException;
import software.amazon.awssdk.services.kinesis.model.LimitExceededException;
import software.amazon.awssdk.services.kinesis.model.ProvisionedThroughputExceededException;
import software.amazon.awssdk.services.kinesis.model.ResourceNotFoundException;

class PutFaultsTest {

  @Test
  void whatPassesIsTriedAgain() {
    assertThat(translated(service("InternalFailure", 500))).isInstanceOf(TryAgainException.class);
    assertThat(translated(service("ServiceUnavailable", 503)))
        .isInstanceOf(TryAgainException.class);
    assertThat(translated(service("Throttling", 400))).isInstanceOf(TryAgainException.class);
    assertThat(translated(service("KMSThrottlingException", 400)))
        .isInstanceOf(TryAgainException.class);
    assertThat(translated(details(LimitExceededException.builder(), "LimitExceededException")))
        .isInstanceOf(TryAgainException.class);
    assertThat(
            translated(
                details(
                    ProvisionedThroughputExceededException.builder(),
                    "ProvisionedThroughputExceededException")))
        .isInstanceOf(TryAgainException.class);
    assertThat(translated(SdkClientException.create("reset", new IOException("reset"))))
        .isInstanceOf(TryAgainException.class);
    assertThat(translated(ApiCallTimeoutException.create(1))).isInstanceOf(TryAgainException.class);
  }

  @Test
  void whatDoesNotPassEndsTheReplayAndNamesTheStream() {
    for (Throwable fault :
        new Throwable[] {
          details(ResourceNotFoundException.builder(), "ResourceNotFoundException"),
          service("AccessDeniedException", 400),
          service("ValidationException", 400),
          SdkClientException.create("Unable to load credentials"),
          new NullPointerException("a fault of ours")
        }) {
      assertThat(translated(fault))
          .isInstanceOf(ReplayFailedException.class)
          .hasMessageContaining("stream copy")
          .hasMessageContaining(fault.getMessage());
    }
  }

  private static RuntimeException translated(Throwable fault) {
    return PutFaults.translate(new CompletionException(fault), "copy");
  }

  private static Throwable service(String code, int status) {
    return details(KinesisException.builder().statusCode(status), code);
  }

  private static Throwable details(KinesisException.Builder builder, String code) {
    return builder
        .awsErrorDetails(AwsErrorDetails.builder().errorCode(code).errorMessage(code).build())
        .message(code)
        .build();
  }
}
