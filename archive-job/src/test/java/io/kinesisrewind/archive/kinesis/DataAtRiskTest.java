package io.kinesisrewind.archive.kinesis;

import static org.assertj.core.api.Assertions.assertThat;

import io.kinesisrewind.archive.support.ManualClock;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class DataAtRiskTest {

  private static final Duration DAY = Duration.ofHours(24);

  private final ManualClock clock = new ManualClock();
  private final DataAtRisk risk = new DataAtRisk(0.5, clock);

  @Test
  void saysWhichStreamHowFarOfWhatAndWhatToDo() {
    assertThat(risk.check("orders", Duration.ofMinutes(18 * 60 + 30), DAY).orElseThrow())
        .contains("stream orders", "18 h 30 min", "77 %", "24 h")
        .contains("increase-stream-retention-period --stream-name orders");
  }

  @Test
  void saysNothingBelowTheLine() {
    assertThat(risk.check("orders", Duration.ofHours(11), DAY)).isEmpty();
  }

  @Test
  void repeatsItselfOnlyAfterMinutes() {
    assertThat(behind("orders")).isPresent();
    assertThat(behind("orders")).isEmpty();
    assertThat(behind("clicks")).isPresent();
    clock.forward(Duration.ofMinutes(4));
    assertThat(behind("orders")).isEmpty();
    clock.forward(Duration.ofMinutes(1));
    assertThat(behind("orders")).isPresent();
  }

  @Test
  void saysItAtOnceWhenTheLineIsCrossedAgain() {
    assertThat(behind("orders")).isPresent();
    assertThat(risk.check("orders", Duration.ZERO, DAY)).isEmpty();
    assertThat(behind("orders")).isPresent();
  }

  @Test
  void aLongerRetentionLowersTheRisk() {
    assertThat(risk.check("orders", Duration.ofHours(13), Duration.ofDays(2))).isEmpty();
  }

  private Optional<String> behind(String stream) {
    return risk.check(stream, Duration.ofHours(13), DAY);
  }
}
