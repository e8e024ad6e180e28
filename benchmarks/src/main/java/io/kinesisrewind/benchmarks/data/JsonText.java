package io.kinesisrewind.benchmarks.data;

import java.nio.charset.StandardCharsets;
import java.util.SplittableRandom;

/**
 * Events as JSON text of a given size: identifiers, numbers, a few names that come often, then
 * words up to the size. ZSTD makes about a third of it, as it does of real events; random bytes
 * would measure memory copies, and one text over and over nothing at all.
 */
final class JsonText {

  private static final String[] TYPES = {"view", "click", "cart", "order", "refund", "login"};
  private static final String[] SYLLABLES = {
    "ba", "den", "ki", "lor", "mu", "ne", "sa", "tor", "vi", "wen", "yo", "zar", "pel", "gri", "on"
  };

  private final SplittableRandom random;
  private final int bytes;

  /**
   * @param bytes of each text, at least 64
   */
  JsonText(int bytes, long seed) {
    this.random = new SplittableRandom(seed);
    this.bytes = bytes;
  }

  byte[] next() {
    StringBuilder text = new StringBuilder(bytes);
    text.append("{\"type\":\"").append(TYPES[random.nextInt(TYPES.length)]);
    text.append("\",\"user\":").append(random.nextInt(100_000));
    text.append(",\"amount\":").append(random.nextInt(100_000) / 100.0);
    while (text.length() < bytes - 160) {
      member(text);
    }
    text.append(",\"note\":\"");
    while (text.length() < bytes - 2) {
      text.append(SYLLABLES[random.nextInt(SYLLABLES.length)]);
      if (random.nextInt(3) == 0) {
        text.append(' ');
      }
    }
    text.setLength(bytes - 2);
    return text.append("\"}").toString().getBytes(StandardCharsets.US_ASCII);
  }

  private void member(StringBuilder text) {
    text.append(",\"").append(SYLLABLES[random.nextInt(SYLLABLES.length)]).append("_id\":\"");
    text.append(Long.toHexString(random.nextLong())).append("\",\"words\":\"");
    for (int i = 0; i < 20; i++) {
      text.append(SYLLABLES[random.nextInt(SYLLABLES.length)]);
      if (random.nextInt(3) == 0) {
        text.append(' ');
      }
    }
    text.append('"');
  }
}
