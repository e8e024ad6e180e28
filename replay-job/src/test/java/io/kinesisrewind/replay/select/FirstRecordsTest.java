package io.kinesisrewind.replay.select;

import static org.assertj.core.api.Assertions.assertThat;

import io.kinesisrewind.replay.testing.Records;
import io.kinesisrewind.schemas.ArchivedRecord;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.apache.flink.api.java.tuple.Tuple2;
import org.junit.jupiter.api.Test;

class FirstRecordsTest {

  @Property
  void neitherTheOrderOfTheLanesNorTheirLeadMatters(
      @ForAll long seed,
      @ForAll @IntRange(min = 1, max = 60) int count,
      @ForAll @IntRange(min = 1, max = 60) int limit) {
    Random random = new Random(seed);
    List<ArchivedRecord> records = Records.random(count, 5, seed);
    List<String> some = null;
    for (int run = 0; run < 3; run++) {
      List<String> first = first(limit, interleaved(records, random));
      assertThat(first).hasSize(Math.min(limit, count));
      assertThat(some == null ? first : some).isEqualTo(first);
      some = first;
    }
    assertThat(some)
        .isEqualTo(
            records.stream()
                .limit(limit)
                .map(ArchivedRecord::getSequenceNumber)
                .collect(Collectors.toList()));
  }

  @Test
  void clocksThatRunBackDoNotPutARecordBeforeItsPredecessor() {
    FirstRecords first = new FirstRecords();
    first.add(100, Records.record(0, 9, "a", Records.START, new byte[0]));
    first.add(50, Records.record(0, 10, "a", Records.START, new byte[0]));
    first.add(90, Records.record(0, 11, "b", Records.START, new byte[0]));

    assertThat(drain(first)).containsExactly("11", "9", "10");
    assertThat(first.isFirstUpTo(Long.MAX_VALUE)).isFalse();
  }

  private static List<String> first(int limit, List<ArchivedRecord> records) {
    FirstRecords first = new FirstRecords();
    for (ArchivedRecord record : records) {
      first.add(record.getApproximateArrivalTimestamp().toEpochMilli(), record);
      if (first.size() > limit) {
        first.removeLast();
      }
    }
    return drain(first);
  }

  private static List<String> drain(FirstRecords records) {
    List<String> numbers = new ArrayList<>();
    while (records.isFirstUpTo(Long.MAX_VALUE)) {
      Tuple2<Long, ArchivedRecord> next = records.removeFirst();
      numbers.add(next.f1.getSequenceNumber());
    }
    return numbers;
  }

  /** As lanes do: each key's in order, the keys in any. */
  private static List<ArchivedRecord> interleaved(List<ArchivedRecord> records, Random random) {
    List<List<ArchivedRecord>> lanes =
        new ArrayList<>(
            records.stream()
                .collect(Collectors.groupingBy(ArchivedRecord::getPartitionKey))
                .values());
    List<ArchivedRecord> mixed = new ArrayList<>();
    while (!lanes.isEmpty()) {
      Collections.shuffle(lanes, random);
      mixed.add(lanes.get(0).remove(0));
      lanes.removeIf(List::isEmpty);
    }
    return mixed;
  }
}
