package io.kinesisrewind.replay.delivery.lambda;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class FunctionNameTest {

  @ParameterizedTest
  @CsvSource({
    "orders, orders, , ",
    "orders:live, orders, live, ",
    "orders:17, orders, 17, ",
    "orders:$LATEST, orders, $LATEST, ",
    "123456789012, 123456789012, , ",
    "123456789012:function:orders, 123456789012:function:orders, , ",
    "123456789012:function:orders:live, 123456789012:function:orders, live, ",
    "arn:aws:lambda:eu-west-1:123456789012:function:orders,"
        + " arn:aws:lambda:eu-west-1:123456789012:function:orders, , eu-west-1",
    "arn:aws-us-gov:lambda:us-gov-west-1:123456789012:function:o_1-x:live,"
        + " arn:aws-us-gov:lambda:us-gov-west-1:123456789012:function:o_1-x, live, us-gov-west-1",
  })
  void namesAndArnsAreTaken(String text, String function, String qualifier, String region) {
    FunctionName name = FunctionName.parse(text).orElseThrow();

    assertThat(name.function()).isEqualTo(function);
    assertThat(name.qualifier().orElse(null)).isEqualTo(qualifier);
    assertThat(name.region().orElse(null)).isEqualTo(region);
    assertThat(name).hasToString(text);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "or ders",
        "orders:",
        "orders:li/ve",
        "orders:$NEWEST",
        "a/b",
        "12345:function:orders",
        "arn:aws:lambda:eu-west-1:123456789012:layer:orders",
        "arn:aws:kinesis:eu-west-1:123456789012:stream/orders",
        "arn:aws:lambda:eu-west-1:123456789012:function:orders:live:1"
      })
  void anythingElseIsNot(String text) {
    assertThat(FunctionName.parse(text)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "arn:aws:kinesis:eu-west-1:123456789012:stream/orders",
        "arn:aws:kinesis:eu-west-1:123456789012:stream/orders/consumer/app:1650000000"
      })
  void eventsComeFromAStreamOrAConsumer(String arn) {
    assertThat(EventOrigin.of(arn, "arn:aws:iam::123456789012:role/r").region())
        .isEqualTo("eu-west-1");
    assertThatThrownBy(() -> EventOrigin.of(arn + "/more", "arn:aws:iam::123456789012:role/r"))
        .hasMessageContaining("Not the ARN of a stream");
  }

  @ParameterizedTest
  @CsvSource({
    "arn:aws:lambda:eu-west-1:123456789012:function:f:live,"
        + " arn:aws:kinesis:eu-west-1:123456789012:stream/orders",
    "arn:aws-cn:lambda:cn-north-1:210987654321:function:f,"
        + " arn:aws-cn:kinesis:cn-north-1:210987654321:stream/orders"
  })
  void aStreamIsLookedForBesideTheFunction(String function, String stream) {
    assertThat(EventOrigin.streamBeside(function, "orders")).isEqualTo(stream);
  }
}
