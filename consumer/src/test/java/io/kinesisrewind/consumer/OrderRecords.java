package io.kinesisrewind.consumer;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.kinesisrewind.schemas.ArchivedRecord;
import io.kinesisrewind.schemas.CloudEventEnvelope;
import io.kinesisrewind.schemas.ReplayAnnotation;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.Map;

/** Records as a consumer reads them. */
public final class OrderRecords {

  public static final String STREAM = "orders";
  public static final String ELSEWHERE = "orders-replayed";

  private static final Instant ARRIVAL = Instant.parse("2026-11-20T10:00:00Z");

  private OrderRecords() {}

  /**
   * @param status null deletes the order
   */
  public static ArchivedRecord live(String order, long at, String status) {
    String payload = status == null ? "" : "{\"status\":\"" + status + "\"}";
    return record(STREAM, at, order, payload.getBytes(UTF_8));
  }

  /** The original once more, as a record of a stream. */
  public static ArchivedRecord replay(ArchivedRecord original, String stream, long at) {
    return replay(original, stream, at, Map.of());
  }

  /** The original once more, as a record of a stream, to be applied regardless. */
  public static ArchivedRecord overwrite(ArchivedRecord original, String stream, long at) {
    return replay(original, stream, at, Map.of(ReplayAnnotation.OVERWRITE, "true"));
  }

  private static ArchivedRecord replay(
      ArchivedRecord original, String stream, long at, Map<String, String> annotations) {
    ReplayAnnotation annotation =
        ReplayAnnotation.of(original, "replay-1", ARRIVAL.plusSeconds(60), annotations);
    byte[] data = CloudEventEnvelope.write(original.getData().array(), annotation);
    return record(stream, at, original.getPartitionKey(), data);
  }

  private static ArchivedRecord record(String stream, long at, String key, byte[] data) {
    return ArchivedRecord.newBuilder()
        .setStreamName(stream)
        .setShardId("shardId-000000000000")
        .setSequenceNumber(Long.toString(at))
        .setSubSequenceNumber(0)
        .setPartitionKey(key)
        .setApproximateArrivalTimestamp(ARRIVAL.plusMillis(at))
        .setData(ByteBuffer.wrap(data))
        .build();
  }
}
