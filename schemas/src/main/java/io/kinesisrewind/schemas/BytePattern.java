package io.kinesisrewind.schemas;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Looks for a short text in bytes, after Horspool (1980): it looks at about one byte in as many as
 * the text is long, and goes on by how far the byte found there is from the text's end.
 */
final class BytePattern {

  private final byte[] text;
  private final int[] shifts = new int[256];

  private BytePattern(byte[] text) {
    this.text = text;
    Arrays.fill(shifts, text.length);
    for (int i = 0; i < text.length - 1; i++) {
      shifts[Byte.toUnsignedInt(text[i])] = text.length - 1 - i;
    }
  }

  /**
   * @param text not empty
   */
  static BytePattern of(String text) {
    return new BytePattern(text.getBytes(StandardCharsets.UTF_8));
  }

  boolean isIn(byte[] bytes) {
    int last = text.length - 1;
    for (int end = last; end < bytes.length; end += shifts[Byte.toUnsignedInt(bytes[end])]) {
      if (bytes[end] == text[last] && Arrays.equals(text, 0, last, bytes, end - last, end)) {
        return true;
      }
    }
    return false;
  }
}
