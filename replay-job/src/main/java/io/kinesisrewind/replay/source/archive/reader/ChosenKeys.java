package io.kinesisrewind.replay.source.archive.reader;

import io.kinesisrewind.replay.plan.KeyChoice;
import java.io.Serializable;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashSet;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.parquet.filter2.predicate.Statistics;
import org.apache.parquet.filter2.predicate.UserDefinedPredicate;
import org.apache.parquet.io.api.Binary;

/**
 * Any number of keys and prefixes as a predicate of Parquet's: on a row it is a look-up, and of row
 * groups and pages, which are sorted by key, it takes those in whose range something is chosen. The
 * order is that of the file's statistics: by unsigned bytes of UTF-8, which is not that of strings.
 */
final class ChosenKeys extends UserDefinedPredicate<Binary> implements Serializable {

  private static final long serialVersionUID = 1L;
  private static final Comparator<byte[]> ORDER = Arrays::compareUnsigned;

  private final Set<Binary> keys;
  private final byte[][] sortedKeys;
  private final byte[][] prefixes;

  ChosenKeys(KeyChoice choice) {
    this.keys =
        choice.keys().stream()
            .map(Binary::fromString)
            .collect(Collectors.toCollection(HashSet::new));
    this.sortedKeys = sorted(choice.keys().stream());
    this.prefixes = sorted(choice.prefixes().stream());
  }

  @Override
  public boolean keep(Binary key) {
    return keys.contains(key) || (prefixes.length > 0 && hasPrefix(key.getBytesUnsafe()));
  }

  @Override
  public boolean canDrop(Statistics<Binary> range) {
    byte[] min = range.getMin().getBytesUnsafe();
    byte[] max = range.getMax().getBytesUnsafe();
    return !reachesInto(sortedKeys, min, max) && !hasPrefixIn(min, max);
  }

  @Override
  public boolean inverseCanDrop(Statistics<Binary> range) {
    return false; // nobody asks for the opposite
  }

  private boolean hasPrefix(byte[] key) {
    return anyPrefix(prefix -> startsWith(key, prefix));
  }

  /** The keys with a prefix begin with the prefix itself, and end before its successor. */
  private boolean hasPrefixIn(byte[] min, byte[] max) {
    return anyPrefix(
        prefix ->
            ORDER.compare(prefix, max) <= 0
                && (ORDER.compare(min, prefix) <= 0 || startsWith(min, prefix)));
  }

  private boolean anyPrefix(Predicate<byte[]> condition) {
    for (byte[] prefix : prefixes) {
      if (condition.test(prefix)) {
        return true;
      }
    }
    return false;
  }

  /** Whether one of the sorted texts lies in the range, both ends included. */
  private static boolean reachesInto(byte[][] sorted, byte[] min, byte[] max) {
    int found = Arrays.binarySearch(sorted, min, ORDER);
    int first = found >= 0 ? found : -found - 1;
    return first < sorted.length && ORDER.compare(sorted[first], max) <= 0;
  }

  private static boolean startsWith(byte[] text, byte[] prefix) {
    return text.length >= prefix.length
        && Arrays.equals(text, 0, prefix.length, prefix, 0, prefix.length);
  }

  private static byte[][] sorted(Stream<String> texts) {
    return texts
        .map(text -> text.getBytes(StandardCharsets.UTF_8))
        .sorted(ORDER)
        .toArray(byte[][]::new);
  }
}
