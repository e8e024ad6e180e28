package io.kinesisrewind.archive.compact;

import java.io.Serializable;
import java.time.Duration;

/** How a group is merged, see {@link CompactOptions}. */
final class Manner implements Serializable {

  private static final long serialVersionUID = 1L;

  private final int minFiles;
  private final long blockBytes;
  private final Duration keepReplaced;

  Manner(int minFiles, long blockBytes, Duration keepReplaced) {
    this.minFiles = minFiles;
    this.blockBytes = blockBytes;
    this.keepReplaced = keepReplaced;
  }

  static Manner of(CompactOptions options) {
    return new Manner(options.minFiles(), options.blockBytes(), options.keepReplaced());
  }

  int minFiles() {
    return minFiles;
  }

  /** Heap of the rows of a new file, at most. */
  long blockBytes() {
    return blockBytes;
  }

  Duration keepReplaced() {
    return keepReplaced;
  }
}
