package io.kinesisrewind.archive.compact;

import static org.assertj.core.api.Assertions.assertThat;

import io.kinesisrewind.archive.parquet.RowSize;
import io.kinesisrewind.archive.support.Records;
import io.kinesisrewind.schemas.ArchiveHour;
import io.kinesisrewind.schemas.ArchivedRecord;
import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;

class ArrivalHistogramTest {

  private static final ArchiveHour HOUR = ArchiveHour.of("orders", Records.NOON);

  @Property(tries = 50)
  void spansFollowEachOtherAndNoneIsLargerThanABlock(
      @ForAll List<@IntRange(max = 359_999) Integer> steps,
      @ForAll @LongRange(min = 600, max = 5_000) long blockBytes) {
    ArrivalHistogram histogram = new ArrivalHistogram(HOUR);
    List<ArchivedRecord> rows = new ArrayList<>();
    steps.stream()
        .distinct()
        .forEach(
            step ->
                rows.add(
                    Records.record("k", 1, Records.NOON.plusMillis(step * 10L), new byte[100])));
    rows.forEach(histogram::add);

    List<TimeSpan> spans = histogram.spans(blockBytes);

    assertThat(spans.get(0).from()).isEqualTo(HOUR.start().toEpochMilli());
    assertThat(spans.get(spans.size() - 1).to()).isEqualTo(HOUR.end().toEpochMilli());
    for (int i = 1; i < spans.size(); i++) {
      assertThat(spans.get(i).from()).isEqualTo(spans.get(i - 1).to());
    }
    for (TimeSpan span : spans) {
      List<ArchivedRecord> inside =
          rows.stream()
              .filter(row -> row.getApproximateArrivalTimestamp().toEpochMilli() >= span.from())
              .filter(row -> row.getApproximateArrivalTimestamp().toEpochMilli() < span.to())
              .toList();
      assertThat(inside.stream().mapToLong(RowSize::of).sum()).isLessThanOrEqualTo(blockBytes);
      assertThat(inside.isEmpty()).isEqualTo(rows.isEmpty());
    }
  }
}
