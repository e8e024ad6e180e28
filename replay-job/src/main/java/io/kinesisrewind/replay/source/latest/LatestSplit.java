package io.kinesisrewind.replay.source.latest;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.apache.flink.api.connector.source.SourceSplit;

/**
 * A segment of the table, or, where keys are named, a share of these, sorted; and the key behind
 * which it goes on. Immutable.
 */
final class LatestSplit implements SourceSplit {

  private final int index;
  private final int count;
  private final List<String> keys;
  private final String after;

  /**
   * @param keys empty for a segment
   * @param after null at the beginning
   */
  LatestSplit(int index, int count, List<String> keys, String after) {
    this.index = index;
    this.count = count;
    this.keys = List.copyOf(keys);
    this.after = after;
  }

  /** All of the table. */
  static List<LatestSplit> segments(int count) {
    List<LatestSplit> splits = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      splits.add(new LatestSplit(i, count, List.of(), null));
    }
    return splits;
  }

  /**
   * The items of some keys.
   *
   * @param most number of splits
   */
  static List<LatestSplit> ofKeys(Collection<String> keys, int most) {
    List<String> sorted = new ArrayList<>(new TreeSet<>(keys));
    int count = Math.min(most, sorted.size());
    List<LatestSplit> splits = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      int from = (int) ((long) sorted.size() * i / count);
      int to = (int) ((long) sorted.size() * (i + 1) / count);
      splits.add(new LatestSplit(i, count, sorted.subList(from, to), null));
    }
    return splits;
  }

  @Override
  public String splitId() {
    return "part " + index + " of " + count;
  }

  int index() {
    return index;
  }

  int count() {
    return count;
  }

  boolean isSegment() {
    return keys.isEmpty();
  }

  List<String> keys() {
    return keys;
  }

  /** The key of the last item that was given; null at the beginning. */
  String after() {
    return after;
  }

  LatestSplit after(String key) {
    return new LatestSplit(index, count, keys, key);
  }

  /** Of the keys, those that are still to be looked up, at most so many. */
  List<String> nextKeys(int most) {
    return keys.stream()
        .filter(key -> after == null || key.compareTo(after) > 0)
        .limit(most)
        .collect(Collectors.toList());
  }

  @Override
  public boolean equals(Object other) {
    if (!(other instanceof LatestSplit)) {
      return false;
    }
    LatestSplit that = (LatestSplit) other;
    return index == that.index
        && count == that.count
        && keys.equals(that.keys)
        && Objects.equals(after, that.after);
  }

  @Override
  public int hashCode() {
    return Objects.hash(index, count, keys, after);
  }

  @Override
  public String toString() {
    return splitId() + (after == null ? "" : ", begun");
  }
}
