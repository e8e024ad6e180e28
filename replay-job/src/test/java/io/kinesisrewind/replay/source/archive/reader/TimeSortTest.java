package io.kinesisrewind.replay.source.archive.reader;

import static org.assertj.core.api.Assertions.assertThat;

import io.kinesisrewind.replay.testing.Records;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;
import net.jqwik.api.constraints.Size;

class TimeSortTest {

  @Property(tries = 200)
  void sortsAsTheComparatorDoes(
      @ForAll @Size(max = 50) List<@LongRange(min = -5, max = 5) Long> times) {
    check(times);
  }

  @Property(tries = 200)
  void sortsAnyTimes(@ForAll @Size(max = 50) List<Long> times) {
    check(times);
  }

  @Example
  void sortsTheFirstAndTheLastOfTimes() {
    check(List.of(Long.MAX_VALUE, 0L, Long.MIN_VALUE, -1L, Long.MAX_VALUE));
  }

  private static void check(List<Long> times) {
    List<Row> rows = new ArrayList<>();
    for (int i = 0; i < times.size(); i++) {
      // Positions run against the order of the list, so that rows of one time are sorted too.
      Instant arrival = Instant.ofEpochMilli(times.get(i));
      Row row = new Row(Records.record(0, 100 - i, "key", arrival, new byte[0]), 0, i);
      row.setTimeAfter(Long.MIN_VALUE);
      rows.add(row);
    }
    List<Row> expected = new ArrayList<>(rows);
    expected.sort(Row.IN_TIME);

    assertThat(TimeSort.sorted(rows)).containsExactlyElementsOf(expected);
  }
}
