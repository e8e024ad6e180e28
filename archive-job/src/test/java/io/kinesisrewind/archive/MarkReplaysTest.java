package io.kinesisrewind.archive;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.kinesisrewind.archive.support.Records;
import io.kinesisrewind.schemas.ArchivedRecord;
import io.kinesisrewind.schemas.CloudEventEnvelope;
import io.kinesisrewind.schemas.JsonMember;
import io.kinesisrewind.schemas.NotAnnotatableException;
import io.kinesisrewind.schemas.ReplayAnnotation;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.apache.flink.streaming.api.operators.StreamFlatMap;
import org.apache.flink.streaming.util.OneInputStreamOperatorTestHarness;
import org.junit.jupiter.api.Test;

@SuppressWarnings("try") // the harness may be interrupted while it closes
class MarkReplaysTest {

  private static final byte[] PAYLOAD = "{\"a\":1}".getBytes(UTF_8);

  @Test
  void replayedRecordsOfEitherFormAreLeftOut() throws Exception {
    try (var harness = harness(MarkReplays.dropping())) {
      for (ArchivedRecord record : records()) {
        harness.processElement(record, 0);
      }

      assertThat(harness.extractOutputValues())
          .extracting(ArchivedRecord::getPartitionKey)
          .containsExactly("original");
    }
  }

  @Test
  void orAreKeptAsTheyArriveWithTheirReplaysId() throws Exception {
    List<ArchivedRecord> records = records();
    List<byte[]> data = records.stream().map(record -> record.getData().array()).toList();
    try (var harness = harness(MarkReplays.keeping())) {
      for (ArchivedRecord record : records) {
        harness.processElement(record, 0);
      }

      assertThat(harness.extractOutputValues())
          .extracting(ArchivedRecord::getReplayId)
          .containsExactly(null, "replay-1", "replay-1");
      assertThat(harness.extractOutputValues())
          .extracting(record -> record.getData().array())
          .containsExactlyElementsOf(data);
    }
  }

  private static List<ArchivedRecord> records() throws NotAnnotatableException {
    ReplayAnnotation annotation =
        ReplayAnnotation.of(Records.record("a", 1), "replay-1", Instant.EPOCH, Map.of());
    return List.of(
        Records.record("original", 1, PAYLOAD),
        Records.record("member", 2, JsonMember.write(PAYLOAD, annotation)),
        Records.record("envelope", 3, CloudEventEnvelope.write(PAYLOAD, annotation)));
  }

  private static OneInputStreamOperatorTestHarness<ArchivedRecord, ArchivedRecord> harness(
      MarkReplays replays) throws Exception {
    var harness = new OneInputStreamOperatorTestHarness<>(new StreamFlatMap<>(replays));
    harness.open();
    return harness;
  }
}
