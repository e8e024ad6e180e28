package io.kinesisrewind.replay.pace;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.time.Duration;
import java.util.List;
import java.util.PriorityQueue;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class GlobalPaceTest {

  private static final long SECOND = 1_000_000_000;
  private static final long MILLI = 1_000_000;

  @Property(tries = 50)
  void noMoreThanTheLimitGoesOverAnyStretchOfTimeAndNothingOfItIsWasted(
      @ForAll long seed,
      @ForAll @IntRange(min = 1, max = 20) int subtasks,
      @ForAll @DoubleRange(min = 0.5, max = 50_000) double limit) {
    GlobalPace pace = new GlobalPace(PaceLimits.NONE.withRecordsPerSecond(limit), 0);
    Random random = new Random(seed);
    long end = 100 * SECOND;
    // When a subtask asks next: one that has its slice asks again a little later.
    PriorityQueue<Long> questions = new PriorityQueue<>();
    for (int i = 0; i < subtasks; i++) {
      questions.add((long) random.nextInt(1_000));
    }
    PriorityQueue<long[]> released = new PriorityQueue<>((a, b) -> Long.compare(a[0], b[0]));
    int slice = 1;
    while (questions.peek() < end) {
      long now = questions.remove();
      int asked = 1 + random.nextInt(slice);
      PaceGrant grant = pace.ask(new PaceRequest(0, 2, 0, asked, 0, 0), now);
      slice = grant.sliceRecords();
      long free = now + grant.delay() * MILLI;
      released.add(new long[] {free, asked});
      questions.add(free + random.nextInt(3_000_000));
    }

    double most = 0;
    double total = 0;
    while (!released.isEmpty() && released.peek()[0] < end) {
      long[] release = released.remove();
      total += release[1];
      most = Math.max(most, total - limit * release[0] / SECOND);
    }
    assertThat(most).isLessThanOrEqualTo(limit * 0.1 + Math.max(1, limit / 10) + 1);
    // Small slices, asked for with 1.5 ms in between by one subtask alone, cannot fill it.
    if (subtasks >= 10 && limit <= 1_000) {
      assertThat(total).isGreaterThan(limit * 100 * 0.95 - 1);
    }
  }

  @Test
  void whoHasTheWorkGetsTheWholeLimit() {
    GlobalPace pace = new GlobalPace(PaceLimits.NONE.withRecordsPerSecond(1_000), 0);
    pace.ask(new PaceRequest(1, 2, 0, 1, 0, 0), 0); // and nothing more from this one
    long now = 0;
    int given = 0;
    while (now < 10 * SECOND) {
      now += pace.ask(new PaceRequest(0, 2, 0, 100, 0, 0), now).delay() * MILLI;
      given += 100;
    }

    assertThat(given).isBetween(9_900, 10_200);
  }

  @Test
  void theTighterOfRecordsAndBytesHolds() {
    GlobalPace pace =
        new GlobalPace(
            PaceLimits.NONE.withRecordsPerSecond(1_000).withBytesPerSecond(1_000_000), 0);

    assertThat(pace.ask(new PaceRequest(0, 2, 0, 100, 500_000, 0), 0).delay()).isZero();
    assertThat(pace.ask(new PaceRequest(0, 2, 0, 100, 1_000, 0), 0).delay()).isEqualTo(500);
    assertThat(pace.ask(new PaceRequest(0, 2, 0, 1_000, 1, 0), 10 * SECOND).delay()).isZero();
    assertThat(pace.ask(new PaceRequest(0, 2, 0, 1, 1, 0), 10 * SECOND).delay())
        .isCloseTo(900, within(1L));
  }

  @Test
  void aShareOfTheTargetFollowsItsShards() {
    GlobalPace pace = new GlobalPace(PaceLimits.NONE.withUtilization(0.8), 4);

    PaceGrant four = pace.ask(new PaceRequest(0, 2, 0, 1, 1, 0), 0);
    PaceGrant two = pace.ask(new PaceRequest(1, 2, 0, 1, 1, 2), 1);
    PaceGrant still = pace.ask(new PaceRequest(0, 2, 0, 1, 1, 0), 2);

    assertThat(List.of(four.recordsPerSecond(), two.recordsPerSecond(), still.recordsPerSecond()))
        .containsExactly(3_200.0, 1_600.0, 1_600.0);
    assertThat(four.sliceBytes()).isEqualTo((long) (0.8 * (4 << 20) / 10));
  }

  @Test
  void timeGoesOnAtTheReplaysSpeedFromTheEarliestRecord() {
    ReplayClock clock = new ReplayClock(10, Long.MAX_VALUE);

    assertThat(clock.tell(0, 2, PaceRequest.NOTHING_HELD, 0)).isEqualTo(Long.MIN_VALUE);
    assertThat(clock.tell(0, 2, 500_000, 0)).as("not all have told").isEqualTo(Long.MIN_VALUE);
    assertThat(clock.tell(1, 2, 100_000, MILLI)).isEqualTo(100_000);
    assertThat(clock.tell(1, 2, 111_000, 500 * MILLI)).isEqualTo(100_000 + 10 * 499);
  }

  @Test
  void whoHasNothingIsNotWaitedForForLong() {
    ReplayClock clock = new ReplayClock(10, Long.MAX_VALUE);
    clock.tell(1, 2, PaceRequest.NOTHING_HELD, 0);
    clock.tell(0, 2, 500_000, SECOND);

    long settled = SECOND + ReplayClock.SETTLING * MILLI;
    assertThat(clock.tell(0, 2, 500_000, settled - 1)).isEqualTo(Long.MIN_VALUE);
    assertThat(clock.tell(0, 2, 500_000, settled)).isEqualTo(500_000);
    // Late after all: back to there, but for what may be late.
    assertThat(clock.tell(1, 2, 100_000, settled + MILLI))
        .isEqualTo(100_000 + 10 * ReplayClock.LATENESS);
  }

  @Test
  void timeWaitsForTheRecordsThatAreHeldUp() {
    ReplayClock clock = new ReplayClock(1, Long.MAX_VALUE);
    clock.tell(0, 1, 0, 0);

    assertThat(clock.tell(0, 1, 0, 3_600 * SECOND)).isEqualTo(ReplayClock.LATENESS);
    assertThat(clock.tell(0, 1, 10_000, 3_601 * SECOND)).isEqualTo(ReplayClock.LATENESS + 1_000);
  }

  @Test
  void aGapIsNoLongerThanTheLongest() {
    long longest = Duration.ofMinutes(1).toMillis();
    long day = Duration.ofDays(1).toMillis();
    ReplayClock clock = new ReplayClock(2, longest);
    clock.tell(0, 2, 0, 0);
    clock.tell(1, 2, 1_000, 0);

    assertThat(clock.tell(0, 2, day, 0)).as("the other is due first").isZero();
    assertThat(clock.tell(1, 2, PaceRequest.NOTHING_HELD, SECOND)).isEqualTo(day - 2 * longest);
  }
}
