package io.kinesisrewind.schemas;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.ByteBuffer;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * What a replayed record says about itself: which replay it came through, where it stood
 * originally, when it arrived then, when it was replayed, and the user's own {@code key=value}
 * pairs. (replay id, original position) identifies a replayed record: a resumed replay repeats it.
 *
 * @see JsonMember for the form in which it travels inside a JSON payload
 * @see CloudEventEnvelope for the form in which it travels around any payload
 */
public final class ReplayAnnotation {

  /** The user's annotation with which a replay overwrites; its value then is {@code true}. */
  public static final String OVERWRITE = "overwrite";

  private static final ObjectMapper JSON = new ObjectMapper();

  /** In every payload that has an annotation, of either form. */
  private static final BytePattern SIGN = BytePattern.of("rewind");

  private final String replayId;
  private final String streamName;
  private final String shardId;
  private final Position position;
  private final Instant arrival;
  private final Instant replayedAt;
  private final Map<String, String> annotations;

  private ReplayAnnotation(
      String replayId,
      String streamName,
      String shardId,
      Position position,
      Instant arrival,
      Instant replayedAt,
      Map<String, String> annotations) {
    this.replayId = replayId;
    this.streamName = streamName;
    this.shardId = shardId;
    this.position = position;
    this.arrival = arrival;
    this.replayedAt = replayedAt;
    this.annotations = Collections.unmodifiableMap(new LinkedHashMap<>(annotations));
  }

  /**
   * For a record about to be replayed. One that came through a replay itself goes on naming its
   * original: else it would pass for newer than all that was put in between. One that is a write of
   * its own is an original.
   */
  public static ReplayAnnotation of(
      ArchivedRecord record, String replayId, Instant replayedAt, Map<String, String> annotations) {
    Optional<ReplayAnnotation> earlier =
        read(bytes(record.getData())).filter(replay -> !replay.isWriteIn(record.getStreamName()));
    return new ReplayAnnotation(
        replayId,
        earlier.map(ReplayAnnotation::streamName).orElseGet(record::getStreamName),
        earlier.map(ReplayAnnotation::shardId).orElseGet(record::getShardId),
        earlier.map(ReplayAnnotation::position).orElseGet(() -> Position.of(record)),
        earlier.map(ReplayAnnotation::arrival).orElseGet(record::getApproximateArrivalTimestamp),
        replayedAt,
        annotations);
  }

  /** The annotation of a payload, in whichever form; empty where it has none. */
  public static Optional<ReplayAnnotation> read(byte[] payload) {
    // An archive job asks this of every record: most are told by one pass over their bytes.
    return SIGN.isIn(payload)
        ? JsonMember.read(payload).or(() -> CloudEventEnvelope.read(payload))
        : Optional.empty();
  }

  /** The payload as it was before it was annotated, in whichever form; itself where it was not. */
  public static byte[] strip(byte[] payload) {
    return CloudEventEnvelope.strip(JsonMember.strip(payload));
  }

  public String replayId() {
    return replayId;
  }

  /** The original's stream. */
  public String streamName() {
    return streamName;
  }

  /** The original's shard. */
  public String shardId() {
    return shardId;
  }

  /** The original's position. */
  public Position position() {
    return position;
  }

  /** When the original arrived. */
  public Instant arrival() {
    return arrival;
  }

  public Instant replayedAt() {
    return replayedAt;
  }

  /** The user's own pairs. */
  public Map<String, String> annotations() {
    return annotations;
  }

  /** Whether consumers are to apply the record even where they have applied it before. */
  public boolean overwrites() {
    return Boolean.parseBoolean(annotations.get(OVERWRITE));
  }

  /**
   * Whether a record of the stream with this annotation is a write of its own, there where it
   * stands, rather than its original once more: if it overwrites in its original stream.
   */
  public boolean isWriteIn(String stream) {
    return overwrites() && streamName.equals(stream);
  }

  String toJson() {
    ObjectNode node =
        JSON.createObjectNode()
            .put("replay_id", replayId)
            .put("stream_name", streamName)
            .put("shard_id", shardId)
            .put("sequence_number", position.sequenceNumber())
            .put("sub_sequence_number", position.subSequenceNumber())
            .put("approximate_arrival_timestamp", arrival.toString())
            .put("replayed_at", replayedAt.toString());
    if (!annotations.isEmpty()) {
      annotations.forEach(node.putObject("annotations")::put);
    }
    return node.toString();
  }

  /** Empty where the JSON is not what {@link #toJson()} makes: somebody else's member. */
  static Optional<ReplayAnnotation> fromJson(JsonNode node) {
    try {
      Map<String, String> annotations = new LinkedHashMap<>();
      node.path("annotations")
          .properties()
          .forEach(pair -> annotations.put(pair.getKey(), pair.getValue().asText()));
      return Optional.of(
          new ReplayAnnotation(
              text(node, "replay_id"),
              text(node, "stream_name"),
              text(node, "shard_id"),
              Position.of(
                  text(node, "sequence_number"), node.path("sub_sequence_number").asLong(-1)),
              Instant.parse(text(node, "approximate_arrival_timestamp")),
              Instant.parse(text(node, "replayed_at")),
              annotations));
    } catch (IllegalArgumentException | DateTimeException e) {
      return Optional.empty();
    }
  }

  private static byte[] bytes(ByteBuffer data) {
    byte[] bytes = new byte[data.remaining()];
    data.duplicate().get(bytes);
    return bytes;
  }

  private static String text(JsonNode node, String name) {
    JsonNode value = node.path(name);
    if (!value.isTextual()) {
      throw new IllegalArgumentException("no text member " + name);
    }
    return value.asText();
  }

  @Override
  public boolean equals(Object other) {
    if (!(other instanceof ReplayAnnotation)) {
      return false;
    }
    ReplayAnnotation that = (ReplayAnnotation) other;
    return replayId.equals(that.replayId)
        && streamName.equals(that.streamName)
        && shardId.equals(that.shardId)
        && position.equals(that.position)
        && arrival.equals(that.arrival)
        && replayedAt.equals(that.replayedAt)
        && annotations.equals(that.annotations);
  }

  @Override
  public int hashCode() {
    return Objects.hash(replayId, streamName, shardId, position);
  }

  @Override
  public String toString() {
    return toJson();
  }
}
