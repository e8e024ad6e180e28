package io.kinesisrewind.replay.select;

import static org.assertj.core.api.Assertions.assertThat;

import io.kinesisrewind.replay.ledger.CountedOperator;
import io.kinesisrewind.replay.ledger.Counts;
import io.kinesisrewind.replay.testing.Records;
import io.kinesisrewind.schemas.ArchivedRecord;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.List;
import java.util.stream.Collectors;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.streaming.api.watermark.Watermark;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.streaming.util.KeyedOneInputStreamOperatorTestHarness;
import org.apache.flink.streaming.util.OneInputStreamOperatorTestHarness;
import org.junit.jupiter.api.Test;

@SuppressWarnings("try") // Flink's harness throws Exception when closed
class CompactAndLimitTest {

  @Test
  void theLastOfEachKeyComesOutAtTheEndByArrival() throws Exception {
    OperatorSubtaskState checkpoint;
    try (var compact = compact(Tombstone.none)) {
      compact.open();
      put(compact, "a", 9, 0);
      put(compact, "b", 10, 1);
      put(compact, "a", 11, 2);
      compact.processWatermark(start(3));

      assertThat(compact.getOutput()).isEmpty();
      assertThat(compact.numKeyedStateEntries()).isEqualTo(2 * 2); // of two keys, record and time
      checkpoint = compact.snapshot(1, 1);
    }
    try (var compact = compact(Tombstone.none)) {
      compact.initializeState(checkpoint);
      compact.open();
      put(compact, "c", 12, 4);
      put(compact, "b", 100, 5);
      put(compact, "b", 99, 6); // out of order: positions decide, and as numbers
      compact.processWatermark(Watermark.MAX_WATERMARK);
      compact.endInput();

      assertThat(numbers(compact)).containsExactly("11", "12", "100");
      assertThat(compact.numKeyedStateEntries()).isZero();
      assertThat(rejected(compact)).isEqualTo(2);
    }
  }

  @Test
  void aKeyWhoseLastRecordIsEmptyIsGone() throws Exception {
    try (var compact = compact(Tombstone.empty)) {
      compact.open();
      put(compact, "gone", 1, 0);
      compact.processElement(new StreamRecord<>(empty("gone", 2), 1));
      compact.processElement(new StreamRecord<>(empty("back", 3), 2));
      put(compact, "back", 4, 3);
      compact.processWatermark(Watermark.MAX_WATERMARK);
      compact.endInput();

      assertThat(numbers(compact)).containsExactly("4");
      assertThat(rejected(compact)).isEqualTo(3);
    }
  }

  @Test
  void theFirstComeOutWithTheWatermarkAcrossARestart() throws Exception {
    OperatorSubtaskState checkpoint;
    try (var limit = limit(4)) {
      limit.open();
      put(limit, "a", 1, 0);
      put(limit, "a", 5, 50);
      put(limit, "b", 2, 1);
      limit.processWatermark(start(0));

      assertThat(numbers(limit)).containsExactly("1");
      limit.prepareSnapshotPreBarrier(1);
      checkpoint = limit.snapshot(1, 1);
    }
    try (var limit = limit(4)) {
      limit.initializeState(checkpoint);
      limit.open();
      put(limit, "c", 3, 2);
      put(limit, "c", 4, 3);
      put(limit, "c", 6, 60);
      limit.processWatermark(Watermark.MAX_WATERMARK);
      limit.endInput();

      assertThat(numbers(limit)).containsExactly("2", "3", "4");
      assertThat(rejected(limit)).isEqualTo(2);
    }
  }

  private static KeyedOneInputStreamOperatorTestHarness<String, ArchivedRecord, ArchivedRecord>
      compact(Tombstone tombstone) throws Exception {
    return new KeyedOneInputStreamOperatorTestHarness<>(
        new Compact(tombstone), ArchivedRecord::getPartitionKey, Types.STRING);
  }

  private static OneInputStreamOperatorTestHarness<ArchivedRecord, ArchivedRecord> limit(long limit)
      throws Exception {
    return new OneInputStreamOperatorTestHarness<>(new Limit(limit));
  }

  private static void put(
      OneInputStreamOperatorTestHarness<ArchivedRecord, ArchivedRecord> operator,
      String key,
      long sequence,
      int seconds)
      throws Exception {
    Instant arrival = Records.START.plusSeconds(seconds);
    operator.processElement(
        new StreamRecord<>(
            Records.record(0, sequence, key, arrival, new byte[] {1}), arrival.toEpochMilli()));
  }

  private static ArchivedRecord empty(String key, long sequence) {
    ArchivedRecord record = Records.record(0, sequence, key, Records.START, new byte[0]);
    record.setData(ByteBuffer.allocate(0));
    return record;
  }

  private static Watermark start(int seconds) {
    return new Watermark(Records.START.plusSeconds(seconds).toEpochMilli());
  }

  private static List<String> numbers(
      OneInputStreamOperatorTestHarness<ArchivedRecord, ArchivedRecord> operator) {
    return operator.extractOutputValues().stream()
        .map(ArchivedRecord::getSequenceNumber)
        .collect(Collectors.toList());
  }

  /** What moved from selected to filtered. */
  private static long rejected(OneInputStreamOperatorTestHarness<?, ArchivedRecord> operator) {
    Counts sum = new Counts();
    operator.getSideOutput(CountedOperator.COUNTS).forEach(counts -> sum.add(counts.getValue()));
    assertThat(sum.selected).isEqualTo(-sum.filtered);
    return sum.filtered;
  }
}
