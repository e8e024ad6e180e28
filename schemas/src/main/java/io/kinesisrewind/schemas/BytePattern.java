package io.kinesisrewind.schemas;

import java.nio.charset.StandardCharsets;

/**
 * Looks for a short text in bytes: in a copy of them as a string of one byte a character, where the
 * JDK compares 16 or 32 at a time. That is several times faster than any loop over the array.
 */
final class BytePattern {

  private final String text;

  private BytePattern(String text) {
    this.text = text;
  }

  /**
   * @param text of ASCII, not empty
   */
  static BytePattern of(String text) {
    return new BytePattern(text);
  }

  boolean isIn(byte[] bytes) {
    return new String(bytes, StandardCharsets.ISO_8859_1).contains(text);
  }
}
