package io.kinesisrewind.replay.source.stream.plan;

import io.kinesisrewind.replay.source.stream.split.ShardEnd;
import java.util.Optional;

/** What bounds a section of a stream beside its selection. */
public final class StreamBounds {

  /** Nothing, and the section ends at the latest where the stream ends at the start. */
  static final StreamBounds AS_IT_IS = new StreamBounds(null, null, false);

  private final String atSequence;
  private final Long recordsPerShard;
  private final boolean mayWait;

  /**
   * @param atSequence of the first record; null unless asked for
   * @param recordsPerShard user records at most; null for all
   */
  public StreamBounds(String atSequence, Long recordsPerShard) {
    this(atSequence, recordsPerShard, true);
  }

  private StreamBounds(String atSequence, Long recordsPerShard, boolean mayWait) {
    this.atSequence = atSequence;
    this.recordsPerShard = recordsPerShard;
    this.mayWait = mayWait;
  }

  Optional<String> atSequence() {
    return Optional.ofNullable(atSequence);
  }

  /** Whether the section may end in the future. */
  boolean mayWait() {
    return mayWait;
  }

  long recordsPerShard() {
    return recordsPerShard == null ? ShardEnd.ALL : recordsPerShard;
  }
}
