package io.kinesisrewind.schemas.guard;

import io.kinesisrewind.schemas.Position;
import io.kinesisrewind.schemas.ReplayAnnotation;
import java.util.Objects;
import java.util.Optional;

/**
 * A record as it arrives at a consumer: live, or through a replay, which its payload then says.
 *
 * <p>It names the <em>original</em>: the record that a producer once put. A live record is its own
 * original. Guard states belong to one original stream and partition key, so a consumer looks its
 * state up by {@link #originalStream()} and the key.
 */
public final class Arrival {

  private final String streamName;
  private final String shardId;
  private final Position position;
  private final byte[] data;
  private final Optional<ReplayAnnotation> annotation;

  private Arrival(String streamName, String shardId, Position position, byte[] data) {
    this.streamName = Objects.requireNonNull(streamName, "stream name");
    this.shardId = Objects.requireNonNull(shardId, "shard id");
    this.position = Objects.requireNonNull(position, "position");
    this.data = Objects.requireNonNull(data, "data");
    this.annotation = ReplayAnnotation.read(data);
  }

  /**
   * @param streamName the stream the consumer has read the record from
   * @param shardId the shard there
   * @param position the record's own position there
   * @param data as read, with the replay's annotation if it has one; not copied
   */
  public static Arrival of(String streamName, String shardId, Position position, byte[] data) {
    return new Arrival(streamName, shardId, position, data);
  }

  /** The stream into which the original was put. */
  public String originalStream() {
    return annotation.map(ReplayAnnotation::streamName).orElse(streamName);
  }

  /** The original's shard. */
  public String originalShard() {
    return annotation.map(ReplayAnnotation::shardId).orElse(shardId);
  }

  /** The original's position. */
  public Position originalPosition() {
    return annotation.map(ReplayAnnotation::position).orElse(position);
  }

  /** The payload as the producer put it: without the annotation. */
  public byte[] payload() {
    return annotation.isPresent() ? ReplayAnnotation.strip(data) : data;
  }

  /** Empty for a live record. */
  public Optional<ReplayAnnotation> annotation() {
    return annotation;
  }

  /** Whether it comes from a replay that is to be applied even where it has been applied before. */
  public boolean overwrites() {
    return annotation.map(ReplayAnnotation::overwrites).orElse(false);
  }

  /**
   * Where the record stands in the history of its original stream: at the original's position,
   * except that an overwriting record in its original stream is a new write, at its own position.
   * In another stream its own position would say nothing about what came before or after it.
   */
  Position rank() {
    return annotation
        .filter(replay -> !replay.isWriteIn(streamName))
        .map(ReplayAnnotation::position)
        .orElse(position);
  }
}
