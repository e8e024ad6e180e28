package io.kinesisrewind.schemas;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Optional;

/**
 * A replay annotation around a payload of any kind: a CloudEvents 1.0 event in structured mode
 * (JSON), the payload in {@code data_base64} and the annotation in extension attributes.
 *
 * <p>The event's {@code id} is that of the delivery, replay and original identity, so a consumer
 * that drops events with an id it has seen drops what a resumed replay repeats. Its {@code time} is
 * the original's arrival.
 *
 * @see <a
 *     href="https://github.com/cloudevents/spec/blob/v1.0.2/cloudevents/formats/json-format.md">
 *     JSON event format for CloudEvents</a>
 */
public final class CloudEventEnvelope {

  /** The event's type. */
  public static final String TYPE = "io.kinesisrewind.replayed";

  private static final String SPEC_VERSION = "1.0";

  // CloudEvents allows nothing but lower-case letters and digits, and has integers of 32 bits.
  private static final String REPLAY_ID = "rewindreplayid";
  private static final String STREAM = "rewindstream";
  private static final String SHARD = "rewindshard";
  private static final String SEQUENCE_NUMBER = "rewindsequence";
  private static final String SUB_SEQUENCE_NUMBER = "rewindsubsequence";
  private static final String REPLAYED_AT = "rewindreplayedat";

  /** The user's own pairs, whose names may be anything: the text of a JSON object. */
  private static final String ANNOTATIONS = "rewindannotations";

  private static final BytePattern QUOTED_NAME = BytePattern.of('"' + REPLAY_ID + '"');

  private static final ObjectMapper JSON =
      new ObjectMapper().enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);

  private CloudEventEnvelope() {}

  /**
   * The payload in an envelope; an annotation of an earlier replay, of either form, is replaced.
   */
  public static byte[] write(byte[] payload, ReplayAnnotation annotation) {
    Position position = annotation.position();
    ObjectNode event =
        JSON.createObjectNode()
            .put("specversion", SPEC_VERSION)
            .put("id", annotation.replayId() + "/" + annotation.shardId() + "/" + position)
            .put("source", "urn:kinesis:" + annotation.streamName())
            .put("type", TYPE)
            .put("time", annotation.arrival().toString())
            .put(REPLAY_ID, annotation.replayId())
            .put(STREAM, annotation.streamName())
            .put(SHARD, annotation.shardId())
            .put(SEQUENCE_NUMBER, position.sequenceNumber())
            .put(SUB_SEQUENCE_NUMBER, Long.toString(position.subSequenceNumber()))
            .put(REPLAYED_AT, annotation.replayedAt().toString());
    if (!annotation.annotations().isEmpty()) {
      event.put(ANNOTATIONS, JSON.valueToTree(annotation.annotations()).toString());
    }
    event
        .put("datacontenttype", "application/octet-stream")
        .put("data_base64", Base64.getEncoder().encodeToString(ReplayAnnotation.strip(payload)));
    return event.toString().getBytes(StandardCharsets.UTF_8);
  }

  /** The annotation; empty where the payload is not such an envelope. */
  public static Optional<ReplayAnnotation> read(byte[] payload) {
    return event(payload).flatMap(CloudEventEnvelope::annotation);
  }

  /** What is in the envelope; the payload itself where it is none. */
  public static byte[] strip(byte[] payload) {
    return event(payload)
        .filter(event -> annotation(event).isPresent())
        .flatMap(CloudEventEnvelope::data)
        .orElse(payload);
  }

  private static Optional<JsonNode> event(byte[] payload) {
    if (!QUOTED_NAME.isIn(payload)) {
      return Optional.empty();
    }
    try {
      return Optional.of(JSON.readTree(payload))
          .filter(event -> SPEC_VERSION.equals(event.path("specversion").textValue()))
          .filter(event -> data(event).isPresent());
    } catch (IOException e) {
      return Optional.empty(); // not JSON, whatever it is
    }
  }

  private static Optional<byte[]> data(JsonNode event) {
    try {
      return Optional.ofNullable(event.path("data_base64").textValue())
          .map(Base64.getDecoder()::decode);
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  private static Optional<ReplayAnnotation> annotation(JsonNode event) {
    ObjectNode node = JSON.createObjectNode();
    node.set("replay_id", event.path(REPLAY_ID));
    node.set("stream_name", event.path(STREAM));
    node.set("shard_id", event.path(SHARD));
    node.set("sequence_number", event.path(SEQUENCE_NUMBER));
    node.set("sub_sequence_number", event.path(SUB_SEQUENCE_NUMBER));
    node.set("approximate_arrival_timestamp", event.path("time"));
    node.set("replayed_at", event.path(REPLAYED_AT));
    try {
      node.set("annotations", JSON.readTree(event.path(ANNOTATIONS).asText("{}")));
    } catch (JsonProcessingException e) {
      return Optional.empty();
    }
    return ReplayAnnotation.fromJson(node);
  }
}
