package io.kinesisrewind.replay.select;

import static org.assertj.core.api.Assertions.assertThat;

import io.kinesisrewind.replay.bad.BadRecords;
import io.kinesisrewind.replay.ledger.CountedOperator;
import io.kinesisrewind.replay.ledger.Counts;
import io.kinesisrewind.replay.plan.KeyChoice;
import io.kinesisrewind.replay.plan.Selection;
import io.kinesisrewind.replay.source.Candidate;
import io.kinesisrewind.replay.testing.Records;
import io.kinesisrewind.schemas.ArchivedRecord;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.streaming.api.operators.OneInputStreamOperator;
import org.apache.flink.streaming.api.watermark.Watermark;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.streaming.util.KeyedOneInputStreamOperatorTestHarness;
import org.apache.flink.streaming.util.OneInputStreamOperatorTestHarness;

/** The select step and all steps behind it, in every combination, against what they say they do. */
@SuppressWarnings("try") // Flink's harness throws Exception when closed
class SelectionStepsTest {

  private static final Set<String> EXCLUDED = Set.of("key-0", "key-3");
  private static final WhereExpression EVEN =
      WhereExpression.compile("MOD(CAST(sequence_number AS INT), 2) = 0");

  private Counts counts;

  @Property(tries = 80)
  void whatComesOutIsWhatTheOptionsSay(
      @ForAll long seed,
      @ForAll @IntRange(max = 40) int count,
      @ForAll boolean excludes,
      @ForAll boolean compacts,
      @ForAll Tombstone tombstone,
      @ForAll boolean asks,
      @ForAll @IntRange(max = 12) int limit)
      throws Exception {
    counts = new Counts();
    List<ArchivedRecord> records = records(count, seed);

    Deque<Object> stream = selected(raced(records, new Random(seed)), excludes);
    if (compacts) {
      stream = through(new Compact(tombstone), stream);
    }
    if (asks) {
      stream = through(new Where(EVEN), stream);
    }
    if (limit > 0) {
      stream = through(new Limit(limit), stream);
    }

    List<ArchivedRecord> expected =
        expected(records, excludes, compacts ? tombstone : null, asks, limit);
    List<ArchivedRecord> given = records(stream);
    assertThat(given).containsExactlyInAnyOrderElementsOf(expected);
    assertThat(Records.byKey(given)).isEqualTo(Records.byKey(expected));
    if (limit > 0) {
      assertThat(given).isEqualTo(expected);
    } else if (compacts) {
      assertThat(given).map(SelectionStepsTest::time).isSorted();
    }
    assertThat(counts.selected).isEqualTo(expected.size());
    assertThat(counts.read).isEqualTo(count).isEqualTo(counts.selected + counts.filtered);
  }

  /** The options' words, on all records at once, which are in the order of their arrival. */
  private static List<ArchivedRecord> expected(
      List<ArchivedRecord> records,
      boolean excludes,
      Tombstone tombstone,
      boolean asks,
      int limit) {
    List<ArchivedRecord> left = new ArrayList<>(records);
    left.removeIf(record -> excludes && EXCLUDED.contains(record.getPartitionKey()));
    if (tombstone != null) {
      Map<String, ArchivedRecord> last = new LinkedHashMap<>();
      left.forEach(record -> last.put(record.getPartitionKey(), record));
      left.retainAll(last.values());
      left.removeIf(record -> tombstone == Tombstone.empty && !record.getData().hasRemaining());
    }
    left.removeIf(record -> asks && Long.parseLong(record.getSequenceNumber()) % 2 != 0);
    return limit > 0 && limit < left.size() ? left.subList(0, limit) : left;
  }

  /** Some arrive in one millisecond; some are empty. */
  private static List<ArchivedRecord> records(int count, long seed) {
    List<ArchivedRecord> records = Records.random(count, 8, seed);
    for (int i = 0; i < count; i++) {
      ArchivedRecord record = records.get(i);
      record.setApproximateArrivalTimestamp(Records.START.plusMillis(i / 3));
      if (Math.floorMod(seed + i, 4) == 0) {
        record.setData(ByteBuffer.allocate(0));
      }
    }
    return records;
  }

  /** As two lanes give them, now the one ahead, now the other. */
  private static Deque<Object> raced(List<ArchivedRecord> records, Random random) {
    Map<Boolean, Deque<ArchivedRecord>> lanes =
        records.stream()
            .collect(
                Collectors.partitioningBy(
                    record -> record.getPartitionKey().hashCode() % 3 == 0,
                    Collectors.toCollection(ArrayDeque::new)));
    Deque<Object> stream = new ArrayDeque<>();
    while (lanes.values().stream().anyMatch(lane -> !lane.isEmpty())) {
      Deque<ArchivedRecord> lane = lanes.get(random.nextBoolean());
      if (!lane.isEmpty()) {
        ArchivedRecord record = lane.removeFirst();
        stream.add(new StreamRecord<>(record, time(record)));
        lanes.values().stream()
            .filter(each -> !each.isEmpty())
            .mapToLong(each -> time(each.getFirst()) - 1)
            .min()
            .ifPresent(time -> stream.add(new Watermark(time)));
      }
    }
    stream.add(Watermark.MAX_WATERMARK);
    return stream;
  }

  private Deque<Object> selected(Deque<Object> stream, boolean excludes) {
    Select select =
        new Select(
            Selection.of(Records.STREAM)
                .withKeys(KeyChoice.ALL.without(excludes ? EXCLUDED : Set.of())),
            BadRecords.fail,
            false);
    Deque<Object> selected = new ArrayDeque<>();
    for (Object element : stream) {
      if (element instanceof Watermark
          || select.apply(new Candidate(record(element), 0), counts).isPresent()) {
        selected.add(element);
      }
    }
    return selected;
  }

  private <
          T extends
              CountedOperator<ArchivedRecord>
                  & OneInputStreamOperator<ArchivedRecord, ArchivedRecord>>
      Deque<Object> through(T operator, Deque<Object> stream) throws Exception {
    try (OneInputStreamOperatorTestHarness<ArchivedRecord, ArchivedRecord> harness =
        harness(operator)) {
      harness.open();
      for (Object element : stream) {
        if (element instanceof Watermark watermark) {
          harness.processWatermark(watermark);
        } else {
          harness.processElement(new StreamRecord<>(record(element), time(record(element))));
        }
      }
      harness.endInput();
      var deltas = harness.getSideOutput(CountedOperator.COUNTS);
      if (deltas != null) {
        deltas.forEach(delta -> counts.add(delta.getValue()));
      }
      return new ArrayDeque<>(harness.getOutput());
    }
  }

  private static OneInputStreamOperatorTestHarness<ArchivedRecord, ArchivedRecord> harness(
      OneInputStreamOperator<ArchivedRecord, ArchivedRecord> operator) throws Exception {
    return operator instanceof Compact
        ? new KeyedOneInputStreamOperatorTestHarness<>(
            operator, ArchivedRecord::getPartitionKey, Types.STRING)
        : new OneInputStreamOperatorTestHarness<>(operator);
  }

  private static List<ArchivedRecord> records(Collection<Object> stream) {
    return stream.stream()
        .filter(StreamRecord.class::isInstance)
        .map(SelectionStepsTest::record)
        .collect(Collectors.toList());
  }

  private static ArchivedRecord record(Object element) {
    return (ArchivedRecord) ((StreamRecord<?>) element).getValue();
  }

  private static long time(ArchivedRecord record) {
    Instant arrival = record.getApproximateArrivalTimestamp();
    return arrival.toEpochMilli();
  }
}
