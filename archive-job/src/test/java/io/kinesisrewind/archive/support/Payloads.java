package io.kinesisrewind.archive.support;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** Keys of which some come often, and random bytes; the same for the same seed. */
public final class Payloads {

  private static final int KEYS = 50;
  private static final int LARGEST = 300;

  private final Random random;

  public Payloads(long seed) {
    this.random = new Random(seed);
  }

  public List<String> keys(int count) {
    List<String> keys = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      keys.add("key-" + (int) (KEYS * Math.pow(random.nextDouble(), 2)));
    }
    return keys;
  }

  public List<byte[]> next(int count) {
    return next(count, LARGEST);
  }

  /**
   * @param largest bytes of one payload, exclusive
   */
  public List<byte[]> next(int count, int largest) {
    List<byte[]> data = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      byte[] bytes = new byte[random.nextInt(largest)];
      random.nextBytes(bytes);
      data.add(bytes);
    }
    return data;
  }
}
