package io.kinesisrewind.archive.preflight;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

class TimeLimitTest {

  @Test
  void aCallThatEndsIsFine() {
    assertThatCode(() -> TimeLimit.run(Duration.ofMinutes(1), () -> "done"))
        .doesNotThrowAnyException();
  }

  @Test
  void aFailureIsTheCallsOwn() {
    assertThatThrownBy(
            () ->
                TimeLimit.run(
                    Duration.ofMinutes(1),
                    () -> {
                      throw new FileNotFoundException("gone");
                    }))
        .isInstanceOf(FileNotFoundException.class)
        .hasMessage("gone");
  }

  @Test
  void aCallThatDoesNotEndIsLeftAlone() {
    CountDownLatch never = new CountDownLatch(1);

    assertThatThrownBy(
            () ->
                TimeLimit.run(
                    Duration.ofSeconds(1),
                    () -> {
                      never.await();
                      return null;
                    }))
        .isInstanceOf(IOException.class)
        .hasMessage("no answer within 1 s; check the credentials, the endpoint and the network");
    never.countDown();
  }
}
