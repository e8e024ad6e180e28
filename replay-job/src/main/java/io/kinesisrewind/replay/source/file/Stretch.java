package io.kinesisrewind.replay.source.file;

import org.apache.flink.core.fs.Path;

/**
 * Some lines of a file, one after the other: what is read at a time. As text, the file's path with
 * the offset as a fragment, which is how it travels in a plan.
 */
final class Stretch {

  private static final char FRAGMENT = '#';

  private final Path file;
  private final long offset;

  /**
   * @param offset of the first line, in bytes
   */
  Stretch(Path file, long offset) {
    this.file = file;
    this.offset = offset;
  }

  static Stretch parse(String text) {
    int fragment = text.lastIndexOf(FRAGMENT);
    return new Stretch(
        new Path(text.substring(0, fragment)), Long.parseLong(text.substring(fragment + 1)));
  }

  Path file() {
    return file;
  }

  long offset() {
    return offset;
  }

  /** Sorts, within a file, by offset. */
  @Override
  public String toString() {
    return String.format("%s%s%019d", file, FRAGMENT, offset);
  }
}
