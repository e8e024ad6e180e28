package io.kinesisrewind.replay.delivery.kinesis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class ShardRateTest {

  private static final long SECOND = 1_000_000_000;

  /** Even share of a shard among all tasks. */
  private static final double SHARE = 250;

  private final ShardRate rate = new ShardRate(0, SHARE);

  @Test
  void aShardThatThrottlesGetsALittleLessThanGotIn() {
    accept(0, 800);
    accept(SECOND, 1);

    rate.throttled(SECOND);

    assertThat(rate.perSecond()).isCloseTo(0.95 * 800, within(1e-6));
  }

  @Test
  void callsThatWereUnderWayDoNotCountTwice() {
    accept(0, 800);
    accept(SECOND, 1);
    rate.throttled(SECOND);
    rate.throttled(SECOND + 1);
    rate.throttled(2 * SECOND - 1);
    assertThat(rate.perSecond()).isCloseTo(0.95 * 800, within(1e-6));

    rate.throttled(2 * SECOND);
    assertThat(rate.perSecond()).isLessThan(10);
  }

  @Test
  void aTaskThatComesLateToAFullShardStartsWithItsShare() {
    rate.throttled(SECOND / 100);

    assertThat(rate.perSecond()).isCloseTo(0.95 * SHARE, within(1e-6));
  }

  @Test
  void itsShareIsWhatGotInOnceThatIsKnown() {
    accept(0, 10);
    accept(SECOND, 1);

    rate.throttled(SECOND);

    assertThat(rate.perSecond()).isCloseTo(0.95 * 10, within(1e-6));
  }

  @Test
  void itGrowsEachSecondAndIsFreeAtTwiceWhatAShardTakes() {
    accept(0, 800);
    accept(SECOND, 1);
    rate.throttled(SECOND);

    rate.take(3 * SECOND);
    assertThat(rate.perSecond()).isCloseTo(0.95 * 800 + 2 * 50, within(1e-6));

    rate.take(1_000 * SECOND);
    assertThat(rate.isBound()).isFalse();
  }

  @Test
  void whatTakesMoreThanAShardIsHeldBackAllTheSameOnceItThrottles() {
    accept(0, 4_000);
    accept(SECOND, 1);

    rate.throttled(SECOND);

    assertThat(rate.isBound()).isTrue();
    assertThat(rate.perSecond()).isCloseTo(0.95 * 4_000, within(1e-6));
  }

  @Test
  void aPauseIsHardlyMadeUpFor() {
    accept(0, 800);
    accept(SECOND, 1);
    rate.throttled(SECOND);
    int atOnce = 0;
    while (rate.take(3 * SECOND)) {
      atOnce++;
    }

    assertThat(atOnce).isEqualTo((int) (0.05 * rate.perSecond()));
  }

  private void accept(long at, int count) {
    for (int i = 0; i < count; i++) {
      rate.accepted(at);
    }
  }
}
