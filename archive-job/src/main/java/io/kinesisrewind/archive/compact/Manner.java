package io.kinesisrewind.archive.compact;

import io.kinesisrewind.archive.parquet.Compression;
import java.io.Serializable;
import java.time.Duration;

/** How a group is merged, see {@link CompactOptions}. */
final class Manner implements Serializable {

  private static final long serialVersionUID = 1L;

  private final int minFiles;
  private final long blockBytes;
  private final Compression compression;
  private final Duration keepReplaced;

  Manner(int minFiles, long blockBytes, Compression compression, Duration keepReplaced) {
    this.minFiles = minFiles;
    this.blockBytes = blockBytes;
    this.compression = compression;
    this.keepReplaced = keepReplaced;
  }

  static Manner of(CompactOptions options) {
    return new Manner(
        options.minFiles(), options.blockBytes(), options.compression(), options.keepReplaced());
  }

  int minFiles() {
    return minFiles;
  }

  /** Heap of the rows of a new file, at most. */
  long blockBytes() {
    return blockBytes;
  }

  Compression compression() {
    return compression;
  }

  Duration keepReplaced() {
    return keepReplaced;
  }
}
