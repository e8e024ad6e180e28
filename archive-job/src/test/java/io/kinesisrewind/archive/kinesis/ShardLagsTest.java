package io.kinesisrewind.archive.kinesis;

import static org.assertj.core.api.Assertions.assertThat;

import io.kinesisrewind.archive.support.ManualClock;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class ShardLagsTest {

  private final ManualClock clock = new ManualClock();
  private final ShardLags lags = new ShardLags(clock);

  @Test
  void aStreamIsAsFarBehindAsItsSlowestShard() {
    lags.began("orders", "0");
    lags.began("orders", "1");
    lags.began("clicks", "0");
    lags.behind("orders", "0", 1000);
    lags.behind("orders", "1", 5000);
    lags.behind("clicks", "0", 9000);

    assertThat(lags.of("orders")).isEqualTo(Duration.ofSeconds(5));
    assertThat(lags.of("clicks")).isEqualTo(Duration.ofSeconds(9));
  }

  @Test
  void whoHearsNothingFallsBehind() {
    lags.began("orders", "0");
    clock.forward(Duration.ofMinutes(1));
    assertThat(lags.of("orders")).isEqualTo(Duration.ofMinutes(1));

    lags.behind("orders", "0", 2000);
    clock.forward(Duration.ofMinutes(1));
    assertThat(lags.of("orders")).isEqualTo(Duration.ofSeconds(62));
  }

  @Test
  void aShardThatHasEndedIsNotBehind() {
    lags.began("orders", "0");
    lags.behind("orders", "0", 5000);
    lags.ended("orders", "0");
    lags.behind("orders", "0", 5000); // said by an event that was still on its way

    assertThat(lags.of("orders")).isZero();
  }
}
