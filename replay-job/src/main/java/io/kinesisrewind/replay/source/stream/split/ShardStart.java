package io.kinesisrewind.replay.source.stream.split;

import java.time.Instant;
import java.util.Optional;

/** Where the reading of a shard begins. */
public final class ShardStart {

  private final Instant time;
  private final String sequence;
  private final boolean inclusive;

  private ShardStart(Instant time, String sequence, boolean inclusive) {
    this.time = time;
    this.sequence = sequence;
    this.inclusive = inclusive;
  }

  /** With the oldest record that the shard still has. */
  public static ShardStart trimHorizon() {
    return new ShardStart(null, null, true);
  }

  /** With the first record that arrived then or later. */
  public static ShardStart at(Instant time) {
    return new ShardStart(time, null, true);
  }

  /** With the record of this sequence number, which the shard has to have. */
  public static ShardStart atSequence(String sequence) {
    return new ShardStart(null, sequence, true);
  }

  /** With what follows the record of this sequence number, which the shard has to have. */
  public static ShardStart afterSequence(String sequence) {
    return new ShardStart(null, sequence, false);
  }

  public Optional<Instant> time() {
    return Optional.ofNullable(time);
  }

  public Optional<String> sequence() {
    return Optional.ofNullable(sequence);
  }

  /** Whether the record of the sequence number itself is to be read. */
  public boolean isInclusive() {
    return inclusive;
  }

  @Override
  public String toString() {
    if (time != null) {
      return "what arrived at " + time;
    }
    return sequence == null ? "its trim horizon" : (inclusive ? "" : "after ") + sequence;
  }
}
