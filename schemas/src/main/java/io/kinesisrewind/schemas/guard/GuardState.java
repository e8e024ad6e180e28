package io.kinesisrewind.schemas.guard;

import io.kinesisrewind.schemas.Position;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Optional;

/**
 * What a consumer remembers for each original stream and partition key: the rank of the record
 * applied last, a position in the original stream. It outlives the key's value: forgetting the
 * state of a deleted key lets a replay bring it back.
 *
 * <p>{@link #toBytes()} is for a column of the consumer's own database: the unsigned lexical order
 * of such bytes is the order of states, so that a conditional update there can decide by itself.
 */
public final class GuardState {

  /** Nothing has been applied yet. */
  public static final GuardState NONE = new GuardState(null);

  private static final byte VERSION = 1;

  /** Null in {@link #NONE} only. */
  private final Position rank;

  private GuardState(Position rank) {
    this.rank = rank;
  }

  /** The state once the record has been applied. */
  public static GuardState after(Arrival applied) {
    return new GuardState(applied.rank());
  }

  /** Rank of the record applied last; empty where there is none. */
  public Optional<Position> rank() {
    return Optional.ofNullable(rank);
  }

  /**
   * The state as bytes: none for {@link #NONE}; otherwise one byte of version, then {@link
   * Position#toBytes()}. 35 bytes for a sequence number of 56 digits, as Kinesis has.
   */
  public byte[] toBytes() {
    if (rank == null) {
      return new byte[0];
    }
    byte[] position = rank.toBytes();
    return ByteBuffer.allocate(1 + position.length).put(VERSION).put(position).array();
  }

  /**
   * The inverse of {@link #toBytes()}.
   *
   * @throws IllegalArgumentException where the bytes are not what it makes
   */
  public static GuardState fromBytes(byte[] bytes) {
    if (bytes.length == 0) {
      return NONE;
    }
    if (bytes[0] != VERSION) {
      throw new IllegalArgumentException(
          "Guard state of version " + bytes[0] + "; known here: " + VERSION);
    }
    return new GuardState(Position.fromBytes(Arrays.copyOfRange(bytes, 1, bytes.length)));
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof GuardState && rank().equals(((GuardState) other).rank());
  }

  @Override
  public int hashCode() {
    return rank().hashCode();
  }

  @Override
  public String toString() {
    return rank == null ? "none" : rank.toString();
  }
}
