package io.kinesisrewind.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import io.kinesisrewind.schemas.ArchivedRecord;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import org.apache.flink.api.common.serialization.SerializerConfigImpl;
import org.apache.flink.api.common.typeutils.TypeSerializer;
import org.apache.flink.core.memory.DataInputDeserializer;
import org.apache.flink.core.memory.DataOutputSerializer;
import org.apache.flink.util.InstantiationUtil;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class RecordSerializerTest {

  private final TypeSerializer<ArchivedRecord> serializer =
      JobEnvironment.recordType().createSerializer(new SerializerConfigImpl());

  @ParameterizedTest
  @MethodSource("records")
  void recordsComeBack(ArchivedRecord record) throws IOException {
    DataOutputSerializer out = new DataOutputSerializer(16);
    serializer.serialize(record, out);
    serializer.serialize(record, out);
    DataOutputSerializer copied = new DataOutputSerializer(16);
    serializer.copy(new DataInputDeserializer(out.getCopyOfBuffer()), copied);
    DataInputDeserializer in = new DataInputDeserializer(out.getCopyOfBuffer());

    assertThat(serializer.deserialize(in)).isEqualTo(record);
    assertThat(serializer.deserialize(in)).isEqualTo(record);
    assertThat(in.available()).isZero();
    assertThat(copied.length() * 2).isEqualTo(out.length());
  }

  @ParameterizedTest
  @MethodSource("records")
  void copiesShareNoData(ArchivedRecord record) {
    byte[] before = data(record);
    ArchivedRecord copy = serializer.copy(record);

    assertThat(copy).isEqualTo(record).isNotSameAs(record);
    Arrays.fill(copy.getData().array(), (byte) 0x55);
    assertThat(data(record)).isEqualTo(before);
  }

  @Test
  void survivesTheSnapshotThatIsStoredWithState() throws Exception {
    var snapshot = InstantiationUtil.instantiate(RecordSerializer.Snapshot.class);

    assertThat(snapshot.restoreSerializer()).isEqualTo(serializer);
    assertThat(
            serializer
                .snapshotConfiguration()
                .resolveSchemaCompatibility(snapshot)
                .isCompatibleAsIs())
        .isTrue();
  }

  static List<ArchivedRecord> records() {
    return List.of(
        record("key", null, ByteBuffer.wrap(new byte[0]), null),
        record("\u00e9 \uD83D\uDE00", "340282366920938463463374607431768211455", bytes(300), "r-1"),
        record("k".repeat(256), null, bytes(1 << 20), null),
        record("part", "", bytes(10).position(3).slice(), ""),
        record("direct", null, ByteBuffer.allocateDirect(4).put(bytes(4)).flip(), null));
  }

  private static ArchivedRecord record(
      String key, String hashKey, ByteBuffer data, String replayId) {
    return new ArchivedRecord(
        "orders",
        "shardId-000000000001",
        "49640000000000000000000000000000000000000000000000000002",
        7L,
        key,
        hashKey,
        Instant.ofEpochMilli(1_772_366_400_123L),
        data,
        replayId);
  }

  private static byte[] data(ArchivedRecord record) {
    byte[] bytes = new byte[record.getData().remaining()];
    record.getData().duplicate().get(bytes);
    return bytes;
  }

  private static ByteBuffer bytes(int count) {
    byte[] bytes = new byte[count];
    for (int i = 0; i < count; i++) {
      bytes[i] = (byte) i;
    }
    return ByteBuffer.wrap(bytes);
  }
}
