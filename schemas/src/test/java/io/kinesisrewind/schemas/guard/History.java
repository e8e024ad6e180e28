package io.kinesisrewind.schemas.guard;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.kinesisrewind.schemas.ArchivedRecord;
import io.kinesisrewind.schemas.CloudEventEnvelope;
import io.kinesisrewind.schemas.JsonMember;
import io.kinesisrewind.schemas.NotAnnotatableException;
import io.kinesisrewind.schemas.ReplayAnnotation;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.Map;

/**
 * What becomes of one key: live records, replays into the stream itself, and replays into another
 * stream, of live records and of replayed ones. Each call puts one record; sequence numbers go from
 * two digits to three on the way, where text and numbers are in different orders.
 */
final class History {

  static final String STREAM = "orders";
  static final String ELSEWHERE = "orders-replayed";

  private static final Map<String, String> OVERWRITE = Map.of(ReplayAnnotation.OVERWRITE, "true");
  private static final Instant TIME = Instant.parse("2026-11-20T10:00:00Z");

  private int log = 97;
  private int logElsewhere = 500;
  private int replays;

  Delivery live() {
    return live("{\"v\":" + log + "}");
  }

  /** As a consumer sees it that takes an empty payload for a deletion. */
  Delivery deletion() {
    return live("");
  }

  private Delivery live(String value) {
    int at = log++;
    return new Delivery("live " + at, at, value, record(STREAM, at, value.getBytes(UTF_8)));
  }

  /** Into the stream itself: it stands for the original, wherever it lands. */
  Delivery replay(Delivery original) {
    return put("replay of ", STREAM, log++, original.write, original, Map.of());
  }

  /** Into the stream itself: it is a write of its own, there where it lands. */
  Delivery overwrite(Delivery original) {
    int at = log++;
    return put("overwrite with ", STREAM, at, at, original, OVERWRITE);
  }

  Delivery replayElsewhere(Delivery original) {
    int at = logElsewhere++;
    return put("replay elsewhere of ", ELSEWHERE, at, original.write, original, Map.of());
  }

  Delivery overwriteElsewhere(Delivery original) {
    int at = logElsewhere++;
    return put("overwrite elsewhere with ", ELSEWHERE, at, original.write, original, OVERWRITE);
  }

  private Delivery put(
      String how,
      String stream,
      int at,
      int write,
      Delivery original,
      Map<String, String> annotations) {
    ArchivedRecord record = record(stream, at, annotated(original, annotations));
    return new Delivery(how + "(" + original.what + ") at " + at, write, original.value, record);
  }

  /** In one form and the other by turns; what is not a JSON object has the envelope only. */
  private byte[] annotated(Delivery original, Map<String, String> annotations) {
    replays++;
    byte[] payload = original.record.getData().array();
    ReplayAnnotation annotation =
        ReplayAnnotation.of(original.record, "replay-" + replays, TIME, annotations);
    try {
      return original.value.isEmpty() || replays % 2 == 0
          ? CloudEventEnvelope.write(payload, annotation)
          : JsonMember.write(payload, annotation);
    } catch (NotAnnotatableException e) {
      throw new AssertionError(e);
    }
  }

  private static ArchivedRecord record(String stream, int at, byte[] data) {
    return ArchivedRecord.newBuilder()
        .setStreamName(stream)
        .setShardId("shardId-000000000000")
        .setSequenceNumber(Integer.toString(at))
        .setSubSequenceNumber(0)
        .setPartitionKey("key")
        .setApproximateArrivalTimestamp(TIME)
        .setData(ByteBuffer.wrap(data))
        .build();
  }
}
