package io.kinesisrewind.replay.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ProgressTest {

  @Test
  void theRateIsThatOfTheLastMinute() {
    RateMeter rate = new RateMeter();
    assertThat(rate.perSecond()).isZero();
    rate.sample(0, 0);
    assertThat(rate.perSecond()).isZero();
    rate.sample(10_000, 1_000);
    assertThat(rate.perSecond()).isEqualTo(100);
    for (int second = 20; second <= 200; second += 10) {
      rate.sample(second * 1_000L, 1_000 + (second - 10) * 10);
    }
    assertThat(rate.perSecond()).isEqualTo(10);
    rate.sample(100_000, 7); // the clock has been set back
    assertThat(rate.perSecond()).isEqualTo(10);
  }

  @Test
  void whatIsLeftFollowsFromPlanAndRate() {
    ProgressReport report = ProgressReport.of(250, 1_000, 50);
    assertThat(report.percent()).isEqualTo(25);
    assertThat(report.secondsLeft()).isEqualTo(15);
    assertThat(report).hasToString("25.0 %, 50 records/s, 0:00:15 left");
  }

  @Test
  void whereNothingMovesNobodyKnowsWhatIsLeft() {
    assertThat(ProgressReport.of(250, 1_000, 0))
        .hasToString("25.0 %, 0 records/s, time left unknown");
    assertThat(ProgressReport.of(0, 0, 0).percent()).isEqualTo(100);
    assertThat(ProgressReport.of(999_999, 1_000_000, 1).percent()).isEqualTo(99.9);
  }

  @Test
  void whatIsOnlyReadIsNotDone() {
    Counts counts = new Counts();
    counts.read = 10;
    counts.selected = 7;
    counts.filtered = 3;
    counts.delivered = 2;
    assertThat(counts.done()).isEqualTo(5);
  }
}
