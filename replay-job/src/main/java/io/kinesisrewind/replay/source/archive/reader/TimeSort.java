package io.kinesisrewind.replay.source.archive.reader;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Sorts rows by {@link Row#IN_TIME}. Their times are sorted as numbers, each with the place of its
 * row, and only rows of the same time are compared with each other: a comparison of two objects
 * waits for the memory.
 */
final class TimeSort {

  private TimeSort() {}

  static List<Row> sorted(List<Row> rows) {
    long first = Long.MAX_VALUE;
    long last = Long.MIN_VALUE;
    for (Row row : rows) {
      first = Math.min(first, row.time());
      last = Math.max(last, row.time());
    }
    int placeBits = Integer.SIZE - Integer.numberOfLeadingZeros(rows.size());
    long span = last - first;
    if (span < 0 || span >= Long.MAX_VALUE >> placeBits) {
      rows.sort(Row.IN_TIME); // times from the year 300,000,000
      return rows;
    }
    return sorted(rows, first, placeBits);
  }

  private static List<Row> sorted(List<Row> rows, long first, int placeBits) {
    long[] keys = new long[rows.size()];
    for (int place = 0; place < keys.length; place++) {
      keys[place] = (rows.get(place).time() - first) << placeBits | place;
    }
    Arrays.sort(keys);
    long mask = (1L << placeBits) - 1;
    List<Row> sorted = new ArrayList<>(keys.length);
    for (long key : keys) {
      sorted.add(rows.get((int) (key & mask)));
    }
    sortEqualTimes(keys, placeBits, sorted);
    return sorted;
  }

  private static void sortEqualTimes(long[] keys, int placeBits, List<Row> sorted) {
    int from = 0;
    for (int to = 1; to <= keys.length; to++) {
      if (to == keys.length || keys[to] >> placeBits != keys[from] >> placeBits) {
        if (to - from > 1) {
          sorted.subList(from, to).sort(Row.IN_TIME);
        }
        from = to;
      }
    }
  }
}
