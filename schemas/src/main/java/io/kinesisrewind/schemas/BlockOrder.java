package io.kinesisrewind.schemas;

import java.nio.charset.StandardCharsets;
import java.util.Comparator;

/**
 * Order of the rows in a block: partition key, then position. Keys compare as Parquet compares
 * UTF-8 text (unsigned bytes), so that page statistics of the key column ascend and a reader of one
 * key finds its pages by them. Java's own string order differs above U+FFFF.
 */
public final class BlockOrder {

  public static final Comparator<ArchivedRecord> COMPARATOR = BlockOrder::compare;

  private BlockOrder() {}

  public static int compare(ArchivedRecord left, ArchivedRecord right) {
    int byKey = compareKeys(left.getPartitionKey(), right.getPartitionKey());
    return byKey != 0 ? byKey : Position.compare(left, right);
  }

  /** Order of the keys' UTF-8 bytes, unsigned: the order of their code points. */
  public static int compareKeys(String left, String right) {
    int common = Math.min(left.length(), right.length());
    for (int i = 0; i < common; i++) {
      char l = left.charAt(i);
      char r = right.charAt(i);
      if (l != r) {
        return Character.isSurrogate(l) || Character.isSurrogate(r)
            ? compareUtf8(left, right)
            : Character.compare(l, r);
      }
    }
    return Integer.compare(left.length(), right.length());
  }

  /** By the bytes that are really written: an unpaired surrogate is written as '?'. */
  private static int compareUtf8(String left, String right) {
    return java.util.Arrays.compareUnsigned(
        left.getBytes(StandardCharsets.UTF_8), right.getBytes(StandardCharsets.UTF_8));
  }
}
