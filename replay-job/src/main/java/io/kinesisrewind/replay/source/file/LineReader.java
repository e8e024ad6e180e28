package io.kinesisrewind.replay.source.file;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;

/** Lines as bytes, without their ends, and where they are. */
final class LineReader {

  /** More than any record makes: 10 MiB of data in base64, and room for all else. */
  static final int LONGEST_LINE = 32 << 20;

  private static final int BUFFER_BYTES = 1 << 16;

  private final InputStream in;
  private final byte[] buffer = new byte[BUFFER_BYTES];
  private int next;
  private int filled;
  private long offset;
  private long number;

  LineReader(InputStream in) {
    this.in = in;
  }

  /**
   * @return null at the end
   * @throws LineTooLongException where it cannot be a record; nothing more can be read then
   */
  byte[] next() throws IOException {
    ByteArrayOutputStream line = new ByteArrayOutputStream();
    boolean any = false;
    while (next < filled || fill()) {
      any = true;
      int end = next;
      while (end < filled && buffer[end] != '\n') {
        end++;
      }
      line.write(buffer, next, end - next);
      boolean complete = end < filled;
      int taken = end - next + (complete ? 1 : 0);
      offset += taken;
      next += taken;
      if (line.size() > LONGEST_LINE) {
        throw new LineTooLongException(number + 1);
      }
      if (complete) {
        break;
      }
    }
    number += any ? 1 : 0;
    return any ? line.toByteArray() : null;
  }

  /** Number of the line that was given last, from 1. */
  long number() {
    return number;
  }

  /** Bytes from where reading began to the next line. */
  long offset() {
    return offset;
  }

  private boolean fill() throws IOException {
    next = 0;
    filled = Math.max(0, in.read(buffer));
    return filled > 0;
  }

  /** A line that is longer than a record can be. */
  static final class LineTooLongException extends IOException {

    private static final long serialVersionUID = 1L;

    private final long number;

    LineTooLongException(long number) {
      super("line " + number + " is longer than " + LONGEST_LINE + " bytes");
      this.number = number;
    }

    long number() {
      return number;
    }
  }
}
