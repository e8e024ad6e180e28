package io.kinesisrewind.schemas.guard;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.kinesisrewind.schemas.ArchivedRecord;
import io.kinesisrewind.schemas.CloudEventEnvelope;
import io.kinesisrewind.schemas.JsonMember;
import io.kinesisrewind.schemas.NotAnnotatableException;
import io.kinesisrewind.schemas.Position;
import io.kinesisrewind.schemas.ReplayAnnotation;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import net.jqwik.api.Example;

class ArrivalTest {

  private static final byte[] PAYLOAD = "{\"status\":\"paid\"}".getBytes(UTF_8);
  private static final Position ORIGINALLY = Position.of("4956", 7);
  private static final Position NOW = Position.of("4999", 0);

  @Example
  void namesTheOriginalInEitherForm() throws NotAnnotatableException {
    ReplayAnnotation annotation = annotation(Map.of());
    for (byte[] data :
        List.of(
            JsonMember.write(PAYLOAD, annotation), CloudEventEnvelope.write(PAYLOAD, annotation))) {
      Arrival arrival = Arrival.of("test", "shardId-000000000001", NOW, data);

      assertThat(arrival.annotation()).contains(annotation);
      assertThat(arrival.originalStream()).isEqualTo("orders");
      assertThat(arrival.originalShard()).isEqualTo("shardId-000000000005");
      assertThat(arrival.originalPosition()).isEqualTo(ORIGINALLY);
      assertThat(arrival.payload()).isEqualTo(PAYLOAD);
      assertThat(arrival.overwrites()).isFalse();
    }
  }

  @Example
  void aLiveRecordIsItsOwnOriginal() {
    for (String text : new String[] {"", "{}", "not JSON", "{\"_rewind\":{\"tape\":3}}"}) {
      byte[] data = text.getBytes(UTF_8);
      Arrival arrival = Arrival.of("orders", "shardId-000000000001", NOW, data);

      assertThat(arrival.annotation()).isEmpty();
      assertThat(arrival.originalStream()).isEqualTo("orders");
      assertThat(arrival.originalShard()).isEqualTo("shardId-000000000001");
      assertThat(arrival.originalPosition()).isEqualTo(NOW);
      assertThat(arrival.payload()).isEqualTo(data);
      assertThat(arrival.overwrites()).isFalse();
    }
  }

  @Example
  void overwritesOnlyWhereItSaysTrue() throws NotAnnotatableException {
    assertThat(annotated(Map.of("overwrite", "true")).overwrites()).isTrue();
    assertThat(annotated(Map.of("overwrite", "false")).overwrites()).isFalse();
    assertThat(annotated(Map.of("overwrite", "")).overwrites()).isFalse();
    assertThat(annotated(Map.of("reason", "true")).overwrites()).isFalse();
  }

  private static Arrival annotated(Map<String, String> pairs) throws NotAnnotatableException {
    byte[] data = JsonMember.write(PAYLOAD, annotation(pairs));
    return Arrival.of("orders", "shardId-000000000001", NOW, data);
  }

  private static ReplayAnnotation annotation(Map<String, String> pairs) {
    ArchivedRecord original =
        ArchivedRecord.newBuilder()
            .setStreamName("orders")
            .setShardId("shardId-000000000005")
            .setSequenceNumber(ORIGINALLY.sequenceNumber())
            .setSubSequenceNumber(ORIGINALLY.subSequenceNumber())
            .setPartitionKey("key")
            .setApproximateArrivalTimestamp(Instant.parse("2026-11-20T10:00:00Z"))
            .setData(ByteBuffer.wrap(PAYLOAD))
            .build();
    return ReplayAnnotation.of(original, "r1", Instant.parse("2026-11-21T10:00:00Z"), pairs);
  }
}
