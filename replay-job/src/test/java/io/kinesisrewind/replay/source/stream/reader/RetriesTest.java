package io.kinesisrewind.replay.source.stream.reader;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.kinesisrewind.replay.ReplayFailedException;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.kinesis.model.KinesisException;
import software.amazon.awssdk.services.kinesis.model.ProvisionedThroughputExceededException;

class RetriesTest {

  private static final Duration REGULAR = Duration.ofMillis(250);

  private final Retries retries = new Retries("orders", REGULAR);

  @Test
  void throttlingIsWaitedOutLongerEachTime() throws Exception {
    for (int i = 0; i < 100; i++) {
      assertThat(fail(throttled())).isEmpty();
      assertThat(retries.delay()).isBetween(REGULAR, Duration.ofSeconds(10));
    }
    assertThat(retries.delay()).isGreaterThan(Duration.ofSeconds(5));

    assertThat(retries.call(() -> List.of("answer"))).containsExactly("answer");
    assertThat(retries.delay()).isEqualTo(REGULAR);
  }

  @Test
  void anOutageIsTheJobsInTheEnd() throws Exception {
    for (int i = 0; i < 5; i++) {
      fail(failure(500, "InternalFailure"));
    }
    fail(throttled());

    assertThatThrownBy(() -> fail(failure(500, "InternalFailure")))
        .isInstanceOf(IOException.class)
        .hasMessageContaining(
            "The stream orders cannot be read: kinesis:GetRecords failed: InternalFailure");
  }

  @Test
  void whatWillNotPassEndsTheReplay() {
    assertThatThrownBy(() -> fail(failure(400, "AccessDeniedException")))
        .isInstanceOf(ReplayFailedException.class)
        .hasMessageContaining(
            "The stream orders cannot be read: no permission for kinesis:GetRecords");
  }

  private List<String> fail(SdkException failure) throws IOException {
    return retries.call(
        () -> {
          throw failure;
        });
  }

  private static SdkException throttled() {
    return ProvisionedThroughputExceededException.builder()
        .statusCode(400)
        .awsErrorDetails(details("ProvisionedThroughputExceededException"))
        .build();
  }

  private static SdkException failure(int status, String code) {
    return (SdkException)
        KinesisException.builder().statusCode(status).awsErrorDetails(details(code)).build();
  }

  private static AwsErrorDetails details(String code) {
    return AwsErrorDetails.builder().errorCode(code).errorMessage("induced").build();
  }
}
