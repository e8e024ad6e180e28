package io.kinesisrewind.replay.estimate;

import static org.assertj.core.api.Assertions.assertThat;

import io.kinesisrewind.replay.plan.PlanTotals;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class EstimateTest {

  @Property
  void theUnitsOfAnyRecordsAreWithinTheSpan(
      @ForAll @Size(max = 50) List<@IntRange(max = 1 << 20) Integer> sizes) {
    long units = sizes.stream().mapToLong(size -> Math.max(1, -Math.floorDiv(-size, 25_000))).sum();
    long bytes = sizes.stream().mapToLong(Integer::longValue).sum();

    PutUnits span = PutUnits.of(sizes.size(), bytes);

    assertThat(units).isBetween(span.least(), span.most());
  }

  @Test
  void unitsThatAreKnownExactlyAreSaidSo() {
    assertThat(PutUnits.of(1_000, 24_000).isExact()).isTrue();
    assertThat(PutUnits.of(1_000, 24_000).cost(new BigDecimal("0.014"))).isEqualTo("0.00");
    assertThat(PutUnits.of(2_000_000, 50_000)).hasToString("2,000,000 to 2,000,002");
    assertThat(PutUnits.of(1, 1_000_000)).hasToString("40 to 41"); // AWS' own example
  }

  @Test
  void theTimeIsThatOfTheTighterLimit() {
    PlanTotals small = new PlanTotals(1, 1, 7_200_000, true).withPayload(7_200_000L);
    assertThat(new StreamEstimate(small, 2, false).atFullCapacity()).isEqualTo(Duration.ofHours(1));
    PlanTotals large = new PlanTotals(1, 1, 10, true).withPayload(10L << 20);
    assertThat(new StreamEstimate(large, 1, false).atFullCapacity())
        .isEqualTo(Duration.ofSeconds(10));
    assertThat(new StreamEstimate(new PlanTotals(0, 0, 0, true), 1, false).atFullCapacity())
        .isZero();
  }

  @Test
  void saysWhatIsExactAndWhatIsABound() {
    PlanTotals exact = new PlanTotals(1, 1, 3_000, true).withPayload(60_000L);
    PlanTotals bound = new PlanTotals(1, 1, 3_000, false).withPayload(60_000L);

    assertThat(new StreamEstimate(exact, 1, false).describe(Optional.empty()))
        .containsExactly(
            "takes     1,000 records/s and 1 MiB/s: 1 open shard",
            "time      0:00:03 at that rate, which needs keys spread evenly and nobody else who"
                + " puts",
            "PUT units 3,000 to 3,002 (records in chunks of 25 KB; estimated from their number and"
                + " the sum of their sizes)",
            "cost      units / 1,000,000 x the region's price for a million of them");
    assertThat(new StreamEstimate(bound, 2, false).describe(Optional.of(new BigDecimal("10"))))
        .contains(
            "time      up to 0:00:02 at that rate, which needs keys spread evenly and nobody else"
                + " who puts",
            "cost      0.03 to 0.03, at 10 for a million units");
    assertThat(new StreamEstimate(exact, 4, true).describe(Optional.of(BigDecimal.ONE)))
        .contains(
            "cost      an on-demand stream is paid by the data put and has no PUT payload units");
  }
}
