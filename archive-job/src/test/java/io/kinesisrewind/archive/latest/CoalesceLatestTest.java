package io.kinesisrewind.archive.latest;

import static org.assertj.core.api.Assertions.assertThat;

import io.kinesisrewind.archive.support.PutRecord;
import io.kinesisrewind.archive.support.Records;
import io.kinesisrewind.schemas.ArchivedRecord;
import io.kinesisrewind.schemas.Position;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.apache.flink.streaming.util.OneInputStreamOperatorTestHarness;
import org.junit.jupiter.api.Test;

@SuppressWarnings("try") // the harness may be interrupted while it closes
class CoalesceLatestTest {

  @Property(tries = 50)
  void letsTheHighestOfEachKeyThrough(@ForAll("records") List<ArchivedRecord> records)
      throws Exception {
    try (var harness = harness(Duration.ofSeconds(1))) {
      for (ArchivedRecord record : records) {
        harness.processElement(record, 0);
      }
      assertThat(harness.extractOutputValues()).isEmpty();

      harness.setProcessingTime(1_000);

      Map<String, Position> highest = new HashMap<>();
      for (ArchivedRecord record : records) {
        highest.merge(key(record), Position.of(record), (a, b) -> a.compareTo(b) >= 0 ? a : b);
      }
      assertThat(harness.extractOutputValues())
          .hasSameSizeAs(highest.keySet())
          .allSatisfy(
              record -> assertThat(Position.of(record)).isEqualTo(highest.get(key(record))));
    }
  }

  @Test
  void holdsNothingAcrossACheckpoint() throws Exception {
    try (var harness = harness(Duration.ofHours(1))) {
      harness.processElement(Records.record("a", 1), 0);

      harness.prepareSnapshotPreBarrier(1);
      var state = harness.snapshot(1, 0);

      assertThat(puts(harness)).hasSize(1);
      assertThat(state.getManagedOperatorState()).isEmpty();
      assertThat(state.getManagedKeyedState()).isEmpty();
    }
  }

  @Test
  void holdsNothingAtTheEnd() throws Exception {
    try (var harness = harness(Duration.ofHours(1))) {
      harness.processElement(Records.record("a", 1), 0);

      harness.endInput();

      assertThat(puts(harness)).hasSize(1);
    }
  }

  @Test
  void startsAnotherIntervalAfterOneHasPassed() throws Exception {
    try (var harness = harness(Duration.ofSeconds(1))) {
      harness.processElement(Records.record("a", 1), 0);
      harness.setProcessingTime(1_000);
      harness.processElement(Records.record("a", 3), 0);
      harness.processElement(Records.record("a", 2), 0);
      assertThat(puts(harness)).hasSize(1);

      harness.setProcessingTime(2_000);

      assertThat(puts(harness)).extracting(PutRecord::sequenceNumber).containsExactly("1", "3");
    }
  }

  @Test
  void emptiesItselfWhenItHoldsTooMuch() throws Exception {
    try (var harness = harness(Duration.ofHours(1))) {
      int size = 1 << 20;
      for (int i = 0; i * (long) size < CoalesceLatest.MAX_HELD_BYTES; i++) {
        harness.processElement(Records.record("key-" + i, i, new byte[size]), 0);
      }

      assertThat(puts(harness)).isNotEmpty();
    }
  }

  @Test
  void aKeysOwnLargeValuesCountOnce() throws Exception {
    try (var harness = harness(Duration.ofHours(1))) {
      for (int i = 0; i < 100; i++) {
        harness.processElement(Records.record("a", i, new byte[1 << 20]), 0);
      }

      assertThat(puts(harness)).isEmpty();
    }
  }

  @Test
  void withoutAnIntervalEachRecordPassesAtOnce() throws Exception {
    try (var harness = harness(Duration.ZERO)) {
      harness.processElement(Records.record("a", 2), 0);
      harness.processElement(Records.record("a", 1), 0);

      assertThat(puts(harness)).hasSize(2);
    }
  }

  private static OneInputStreamOperatorTestHarness<ArchivedRecord, ArchivedRecord> harness(
      Duration interval) throws Exception {
    var harness = new OneInputStreamOperatorTestHarness<>(new CoalesceLatest(interval));
    harness.open();
    return harness;
  }

  private static List<PutRecord> puts(
      OneInputStreamOperatorTestHarness<ArchivedRecord, ArchivedRecord> harness) {
    return harness.extractOutputValues().stream().map(PutRecord::of).collect(Collectors.toList());
  }

  private static String key(ArchivedRecord record) {
    return record.getStreamName() + "/" + record.getPartitionKey();
  }

  @Provide
  Arbitrary<List<ArchivedRecord>> records() {
    return Records.any().list().ofMaxSize(50);
  }
}
