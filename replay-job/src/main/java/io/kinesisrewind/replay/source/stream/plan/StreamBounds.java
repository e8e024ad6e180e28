package io.kinesisrewind.replay.source.stream.plan;

import io.kinesisrewind.replay.source.stream.split.ShardEnd;
import java.util.Optional;

/** What bounds a section of a stream beside its selection. */
public final class StreamBounds {

  private final String atSequence;
  private final Long recordsPerShard;

  /**
   * @param atSequence of the first record; null unless asked for
   * @param recordsPerShard user records at most; null for all
   */
  public StreamBounds(String atSequence, Long recordsPerShard) {
    this.atSequence = atSequence;
    this.recordsPerShard = recordsPerShard;
  }

  Optional<String> atSequence() {
    return Optional.ofNullable(atSequence);
  }

  long recordsPerShard() {
    return recordsPerShard == null ? ShardEnd.ALL : recordsPerShard;
  }
}
