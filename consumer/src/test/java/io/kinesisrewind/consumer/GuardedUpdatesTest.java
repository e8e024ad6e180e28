package io.kinesisrewind.consumer;

import static io.kinesisrewind.consumer.OrderRecords.ELSEWHERE;
import static io.kinesisrewind.consumer.OrderRecords.STREAM;
import static org.assertj.core.api.Assertions.assertThat;

import io.kinesisrewind.schemas.ArchivedRecord;
import org.apache.flink.api.common.serialization.SerializerConfigImpl;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.formats.avro.typeutils.AvroTypeInfo;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.streaming.api.operators.KeyedProcessOperator;
import org.apache.flink.streaming.util.KeyedOneInputStreamOperatorTestHarness;
import org.junit.jupiter.api.Test;

@SuppressWarnings("try") // the harness may be interrupted while it closes
class GuardedUpdatesTest {

  private final ArchivedRecord ordered = OrderRecords.live("a", 99, "ordered");
  private final ArchivedRecord paid = OrderRecords.live("a", 100, "paid");

  @Test
  void aReplayNeverGoesBehindWhatIsLive() throws Exception {
    try (var harness = harness(null)) {
      feed(harness, paid, OrderRecords.replay(ordered, STREAM, 101), ordered, paid);

      assertThat(harness.extractOutputValues()).containsExactly(paid);
    }
  }

  @Test
  void handsOnTheOriginalOfWhatWasMissed() throws Exception {
    try (var harness = harness(null)) {
      feed(harness, ordered, OrderRecords.replay(paid, ELSEWHERE, 7));

      assertThat(harness.extractOutputValues())
          .containsExactly(
              ordered, ArchivedRecord.newBuilder(paid).setReplayId("replay-1").build());
    }
  }

  @Test
  void anOverwritingReplayGoesBackAndLiveRecordsGoOnFromThere() throws Exception {
    ArchivedRecord sent = OrderRecords.live("a", 102, "sent");
    try (var harness = harness(null)) {
      feed(harness, ordered, paid, OrderRecords.overwrite(ordered, STREAM, 101), paid, sent);

      assertThat(harness.extractOutputValues())
          .extracting(ArchivedRecord::getSequenceNumber)
          .containsExactly("99", "100", "99", "102");
    }
  }

  @Test
  void aDeletedKeyStaysDeleted() throws Exception {
    ArchivedRecord deleted = OrderRecords.live("a", 101, null);
    try (var harness = harness(null)) {
      feed(harness, paid, deleted, OrderRecords.replay(paid, STREAM, 102));

      assertThat(harness.extractOutputValues()).containsExactly(paid, deleted);
    }
  }

  @Test
  void keysAndOriginalStreamsHaveNothingToDoWithEachOther() throws Exception {
    ArchivedRecord other = OrderRecords.live("b", 5, "ordered");
    ArchivedRecord foreign = OrderRecords.live("a", 6, "ordered");
    foreign.setStreamName(ELSEWHERE);
    try (var harness = harness(null)) {
      feed(harness, paid, other, foreign);

      assertThat(harness.extractOutputValues()).containsExactly(paid, other, foreign);
    }
  }

  @Test
  void remembersAcrossARestart() throws Exception {
    OperatorSubtaskState snapshot;
    try (var harness = harness(null)) {
      feed(harness, paid, OrderRecords.overwrite(ordered, STREAM, 102));
      snapshot = harness.snapshot(1, 0);
    }
    try (var harness = harness(snapshot)) {
      feed(harness, paid, OrderRecords.replay(paid, STREAM, 103), OrderRecords.live("a", 101, "x"));

      assertThat(harness.extractOutputValues()).isEmpty();
    }
  }

  @Test
  void remembersOnePositionPerKeyHoweverManyRecordsCome() throws Exception {
    try (var harness = harness(null)) {
      for (int i = 0; i < 1_000; i++) {
        feed(harness, OrderRecords.live("a", i, "paid"), OrderRecords.live("b", i, "paid"));
      }

      assertThat(harness.numKeyedStateEntries()).isEqualTo(2);
    }
  }

  private static void feed(
      KeyedOneInputStreamOperatorTestHarness<String, ArchivedRecord, ArchivedRecord> harness,
      ArchivedRecord... records)
      throws Exception {
    for (ArchivedRecord record : records) {
      harness.processElement(record, 0);
    }
  }

  private static KeyedOneInputStreamOperatorTestHarness<String, ArchivedRecord, ArchivedRecord>
      harness(OperatorSubtaskState snapshot) throws Exception {
    var harness =
        new KeyedOneInputStreamOperatorTestHarness<>(
            new KeyedProcessOperator<>(new GuardedUpdates()),
            ArchivedRecord::getPartitionKey,
            Types.STRING);
    harness.setup(
        new AvroTypeInfo<>(ArchivedRecord.class).createSerializer(new SerializerConfigImpl()));
    if (snapshot != null) {
      harness.initializeState(snapshot);
    }
    harness.open();
    return harness;
  }
}
