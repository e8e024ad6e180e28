package io.kinesisrewind.replay.plan;

import static org.assertj.core.api.Assertions.assertThat;

import io.kinesisrewind.replay.testing.Records;
import io.kinesisrewind.schemas.ArchiveHour;
import io.kinesisrewind.schemas.Position;
import io.kinesisrewind.schemas.ShardRange;
import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.apache.flink.util.InstantiationUtil;
import org.junit.jupiter.api.Test;

class SequenceRangesTest {

  private static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");

  @Property(tries = 300)
  void holdsWhatAnyOfTheRangesHolds(@ForAll("ranges") List<SequenceRange> ranges) throws Exception {
    // Also as it is after its journey to the task managers.
    SequenceRanges all = InstantiationUtil.clone(SequenceRanges.of(ranges));

    for (int shard = 0; shard < 3; shard++) {
      String shardId = Records.shard(shard);
      for (int number = 80; number <= 130; number++) {
        String sequence = Integer.toString(number);
        boolean held =
            ranges.stream()
                .anyMatch(
                    range ->
                        range.shardId().equals(shardId)
                            && Integer.parseInt(range.first()) <= Integer.parseInt(sequence)
                            && Integer.parseInt(range.last()) >= Integer.parseInt(sequence));
        assertThat(all.contains(shardId, sequence)).as(sequence).isEqualTo(held);
        if (held) {
          assertThat(all.mayHold(shardId, rows(number - 3, number, NOON))).isTrue();
          assertThat(all.mayHold(shardId, rows(number, number + 40, NOON))).isTrue();
        }
      }
    }
  }

  @Test
  void readsNoBlockThatLiesBetween() {
    SequenceRanges ranges = SequenceRanges.of(List.of(range(0, 90, 99), range(0, 120, 130)));

    assertThat(ranges.mayHold(Records.shard(0), rows(100, 119, NOON))).isFalse();
    assertThat(ranges.mayHold(Records.shard(1), rows(90, 99, NOON))).isFalse();
    assertThat(ranges.mayHold(Records.shard(0), rows(90, 99, NOON.plusSeconds(61)))).isFalse();
    assertThat(ranges.mayHold(Records.shard(0), rows(90, 99, NOON.plusSeconds(59)))).isTrue();
    assertThat(ranges.shards()).containsExactly(Records.shard(0));
  }

  @Test
  void readsTheHoursOfItsArrivalsAndNoOther() {
    SequenceRanges ranges =
        SequenceRanges.of(
            List.of(
                new SequenceRange(Records.shard(0), "1", "2", NOON, NOON.plusSeconds(1)),
                new SequenceRange(
                    Records.shard(0), "5", "6", NOON.plusSeconds(9_000), NOON.plusSeconds(9_001))));

    // With a minute to spare, noon is eleven as well.
    assertThat(IntStream.range(10, 17).filter(hour -> ranges.mayHold(hour(hour))))
        .containsExactly(11, 12, 14);
    assertThat(ranges.from()).isEqualTo(NOON.minusSeconds(60));
    assertThat(ranges.to()).isEqualTo(NOON.plusSeconds(9_061));
  }

  @Provide
  Arbitrary<List<SequenceRange>> ranges() {
    Arbitrary<Integer> number = Arbitraries.integers().between(85, 125);
    return Combinators.combine(Arbitraries.integers().between(0, 1), number, number)
        .as((shard, one, other) -> range(shard, Math.min(one, other), Math.max(one, other)))
        .list()
        .ofMinSize(1)
        .ofMaxSize(5);
  }

  private static SequenceRange range(int shard, int first, int last) {
    return new SequenceRange(
        Records.shard(shard), Integer.toString(first), Integer.toString(last), NOON, NOON);
  }

  private static ShardRange rows(int lowest, int highest, Instant arrival) {
    return new ShardRange(
        Position.of(Integer.toString(lowest), 0),
        Position.of(Integer.toString(highest), 0),
        arrival,
        arrival,
        1);
  }

  private static ArchiveHour hour(int hour) {
    return ArchiveHour.of("s", Instant.parse("2026-03-01T00:00:00Z").plusSeconds(3_600L * hour));
  }
}
