package io.kinesisrewind.schemas;

import java.nio.charset.StandardCharsets;
import java.util.Objects;
import org.apache.commons.codec.digest.MurmurHash3;

/**
 * One of a power-of-two number of buckets over which partition keys are spread, so that a reader of
 * one key opens one file in so many.
 *
 * <p>The bucket of a key is the lowest bits of MurmurHash3 (x86, 32 bits, seed 0) of the key's
 * UTF-8 bytes. With twice as many buckets, bucket {@code b} falls apart into {@code b} and {@code b
 * + n}: files written with different numbers of buckets can be read side by side.
 */
public final class KeyBucket {

  /** Most buckets there can be; more would only make small files. */
  public static final int MAX_COUNT = 256;

  private final int index;
  private final int count;

  private KeyBucket(int index, int count) {
    this.index = index;
    this.count = count;
  }

  /**
   * @param index from 0 to {@code count - 1}
   * @param count a power of two, at most {@link #MAX_COUNT}
   */
  public static KeyBucket of(int index, int count) {
    if (!isCount(count)) {
      throw new IllegalArgumentException(
          "The number of key buckets is a power of two up to " + MAX_COUNT + ", not " + count);
    }
    if (index < 0 || index >= count) {
      throw new IllegalArgumentException("No bucket " + index + " of " + count);
    }
    return new KeyBucket(index, count);
  }

  /** The bucket, of {@code count}, that a partition key falls into. */
  public static KeyBucket ofKey(String partitionKey, int count) {
    return of(indexOf(partitionKey, count), count);
  }

  /** As {@link #ofKey}, without the object. */
  public static int indexOf(String partitionKey, int count) {
    byte[] utf8 = partitionKey.getBytes(StandardCharsets.UTF_8);
    return MurmurHash3.hash32x86(utf8, 0, utf8.length, 0) & (count - 1);
  }

  public static boolean isCount(int count) {
    return count >= 1 && count <= MAX_COUNT && Integer.bitCount(count) == 1;
  }

  public int index() {
    return index;
  }

  public int count() {
    return count;
  }

  /** Whether some key can fall into both buckets, whose counts may differ. */
  public boolean overlaps(KeyBucket other) {
    int common = Math.min(count, other.count) - 1;
    return (index & common) == (other.index & common);
  }

  public boolean contains(String partitionKey) {
    return indexOf(partitionKey, count) == index;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof KeyBucket
        && index == ((KeyBucket) other).index
        && count == ((KeyBucket) other).count;
  }

  @Override
  public int hashCode() {
    return Objects.hash(index, count);
  }

  @Override
  public String toString() {
    return index + " of " + count;
  }
}
