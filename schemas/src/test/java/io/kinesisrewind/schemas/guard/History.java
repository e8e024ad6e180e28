package io.kinesisrewind.schemas.guard;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.kinesisrewind.schemas.ArchivedRecord;
import io.kinesisrewind.schemas.CloudEventEnvelope;
import io.kinesisrewind.schemas.JsonMember;
import io.kinesisrewind.schemas.NotAnnotatableException;
import io.kinesisrewind.schemas.Position;
import io.kinesisrewind.schemas.ReplayAnnotation;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.Map;

/**
 * What becomes of one key: live records, replays of them into the stream itself, and replays into
 * another stream. Each call puts one record; sequence numbers go from two digits to three on the
 * way, where text and numbers are in different orders.
 */
final class History {

  static final String STREAM = "orders";
  static final String ELSEWHERE = "orders-replayed";

  private static final String SHARD = "shardId-000000000000";
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
    Arrival arrival = Arrival.of(STREAM, SHARD, position(at), value.getBytes(UTF_8));
    return new Delivery("live " + at, at, value, position(at), arrival);
  }

  /** Into the stream itself: it stands for the original, wherever it lands. */
  Delivery replay(Delivery original) {
    return put("replay of ", STREAM, log++, original.write, original, Map.of());
  }

  /** Into the stream itself: it is a write of its own, there where it lands. */
  Delivery overwrite(Delivery original) {
    int at = log++;
    return put("overwrite with ", STREAM, at, at, original, Map.of(Arrival.OVERWRITE, "true"));
  }

  Delivery replayElsewhere(Delivery original) {
    return put(
        "replay elsewhere of ", ELSEWHERE, logElsewhere++, original.write, original, Map.of());
  }

  Delivery overwriteElsewhere(Delivery original) {
    Map<String, String> overwrite = Map.of(Arrival.OVERWRITE, "true");
    return put(
        "overwrite elsewhere with ",
        ELSEWHERE,
        logElsewhere++,
        original.write,
        original,
        overwrite);
  }

  private Delivery put(
      String how,
      String stream,
      int at,
      int write,
      Delivery original,
      Map<String, String> annotations) {
    byte[] data = annotated(original, annotations);
    return new Delivery(
        how + original.what + " at " + at,
        write,
        original.value,
        position(at),
        Arrival.of(stream, SHARD, position(at), data));
  }

  /** In one form and the other by turns; what is not a JSON object has the envelope only. */
  private byte[] annotated(Delivery original, Map<String, String> annotations) {
    byte[] payload = original.value.getBytes(UTF_8);
    ArchivedRecord archived =
        ArchivedRecord.newBuilder()
            .setStreamName(STREAM)
            .setShardId(SHARD)
            .setSequenceNumber(original.position.sequenceNumber())
            .setSubSequenceNumber(original.position.subSequenceNumber())
            .setPartitionKey("key")
            .setApproximateArrivalTimestamp(TIME)
            .setData(ByteBuffer.wrap(payload))
            .build();
    replays++;
    ReplayAnnotation annotation =
        ReplayAnnotation.of(archived, "replay-" + replays, TIME, annotations);
    try {
      return original.value.isEmpty() || replays % 2 == 0
          ? CloudEventEnvelope.write(payload, annotation)
          : JsonMember.write(payload, annotation);
    } catch (NotAnnotatableException e) {
      throw new AssertionError(e);
    }
  }

  private static Position position(int at) {
    return Position.of(Integer.toString(at), 0);
  }
}
