package io.kinesisrewind.archive.parquet;

import java.io.Serializable;

/**
 * How much of the heap the blocks of one subtask may take up, in bytes of {@link RowSize}.
 *
 * <p>A subtask of the archive sink needs, at most: all blocks, plus the Parquet writer's copy of
 * the one being written, which is compressed page by page (up to one block where data does not
 * compress), plus a page and one record. A task manager needs that for each of its slots, beside
 * what the other operators hold: {@code slots * (write-buffer + block-size)} and some. {@code
 * benchmarks/run memory} measures it; docs/performance.md has the figures.
 */
public final class BufferLimits implements Serializable {

  private static final long serialVersionUID = 1L;

  private final long blockBytes;
  private final long totalBytes;

  private BufferLimits(long blockBytes, long totalBytes) {
    this.blockBytes = blockBytes;
    this.totalBytes = totalBytes;
  }

  /**
   * @param blockBytes at which a block is written
   * @param totalBytes of all blocks together, at which the largest is written
   */
  public static BufferLimits of(long blockBytes, long totalBytes) {
    if (blockBytes <= 0 || totalBytes < blockBytes) {
      throw new IllegalArgumentException(
          "A block of " + blockBytes + " bytes does not fit into a buffer of " + totalBytes);
    }
    return new BufferLimits(blockBytes, totalBytes);
  }

  long blockBytes() {
    return blockBytes;
  }

  long totalBytes() {
    return totalBytes;
  }

  @Override
  public String toString() {
    return "blocks of " + blockBytes + ", together " + totalBytes;
  }
}
