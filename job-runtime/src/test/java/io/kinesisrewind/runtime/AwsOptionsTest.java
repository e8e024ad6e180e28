package io.kinesisrewind.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.util.Map;
import java.util.Properties;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;

class AwsOptionsTest {

  private final AwsOptions options = new AwsOptions();
  private final Problems problems = new Problems();

  @Test
  void followsTheEnvironment() {
    AwsAccess access =
        options.resolve(
            Map.of(
                "AWS_REGION", "eu-west-1",
                "AWS_ENDPOINT_URL_KINESIS", "http://127.0.0.1:4567",
                "AWS_ENDPOINT_URL", "http://127.0.0.1:4566"),
            problems);

    assertThat(problems.messages()).isEmpty();
    assertThat(access.region()).isEqualTo("eu-west-1");
    Properties consumer = access.kinesisConsumerProperties();
    assertThat(consumer)
        .containsEntry("aws.endpoint", "http://127.0.0.1:4567")
        .containsEntry("aws.region", "eu-west-1");
    assertThat(access.s3Endpoint()).contains(URI.create("http://127.0.0.1:4566"));
  }

  @Test
  void optionsGoFirst() {
    new CommandLine(options)
        .parseArgs("--region", "us-west-2", "--s3-endpoint", "https://s3.internal:9000");
    AwsAccess access =
        options.resolve(
            Map.of("AWS_REGION", "eu-west-1", "AWS_ENDPOINT_URL_S3", "http://127.0.0.1:1"),
            problems);

    assertThat(access.region()).isEqualTo("us-west-2");
    assertThat(access.s3FileSystemConfiguration())
        .containsEntry("s3.endpoint", "https://s3.internal:9000")
        .containsEntry("s3.path.style.access", "true");
  }

  @Test
  void withoutAnEndpointItIsAws() {
    AwsAccess access = options.resolve(Map.of("AWS_REGION", "eu-west-1"), problems);

    assertThat(access.s3Endpoint()).isEmpty();
    assertThat(access.kinesisConsumerProperties()).doesNotContainKey("aws.endpoint");
    assertThat(access.s3FileSystemConfiguration()).doesNotContainKey("s3.endpoint");
  }

  @Test
  void reportsAllThatIsWrong() {
    new CommandLine(options).parseArgs("--region", "Europe!", "--s3-endpoint", "localhost:9000");
    options.resolve(
        Map.of("AWS_ENDPOINT_URL_DYNAMODB", "ftp://here", "AWS_ENDPOINT_URL_LAMBDA", "there"),
        problems);

    assertThat(problems.messages())
        .hasSize(4)
        .anySatisfy(message -> assertThat(message).startsWith("--region Europe!: "))
        .anySatisfy(message -> assertThat(message).startsWith("--s3-endpoint localhost:9000: "))
        .anySatisfy(
            message -> assertThat(message).startsWith("AWS_ENDPOINT_URL_DYNAMODB ftp://here: "))
        .anySatisfy(message -> assertThat(message).startsWith("AWS_ENDPOINT_URL_LAMBDA there: "));
  }
}
