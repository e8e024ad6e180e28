package io.kinesisrewind.replay.source.archive.reader;

import java.util.ArrayList;
import java.util.List;
import java.util.PriorityQueue;

/** The rows of one partition key in the open blocks, strictly by position. */
final class KeyRows {

  private final PriorityQueue<Run> runs = new PriorityQueue<>();
  private long lastTime = Long.MIN_VALUE;
  private int version;

  /** Adds one block's rows; sorts them where the file does not. */
  void add(List<Row> rows) {
    rows.sort(Row.IN_POSITION);
    runs.add(new Run(rows));
    version++;
  }

  /** Takes the lowest row and every other row of the same record. */
  List<Row> poll() {
    lastTime = headTime();
    version++;
    Row first = pollOne();
    if (runs.isEmpty() || !runs.peek().head().isSameRecord(first)) {
      return List.of(first);
    }
    List<Row> same = new ArrayList<>(List.of(first));
    while (!runs.isEmpty() && runs.peek().head().isSameRecord(first)) {
      same.add(pollOne());
    }
    return same;
  }

  boolean isEmpty() {
    return runs.isEmpty();
  }

  /** The next row as a candidate among the keys, valid until this changes. */
  Head head() {
    return new Head(this, version, runs.peek().head(), headTime());
  }

  /** A record is not earlier than those of its key before it, whatever the shards' clocks say. */
  private long headTime() {
    return Math.max(lastTime, runs.peek().head().arrivalMillis());
  }

  private Row pollOne() {
    Run run = runs.poll();
    Row row = run.next();
    if (!run.isEmpty()) {
      runs.add(run);
    }
    return row;
  }

  /** The lowest row of a key, as it was when the key stood at a version. */
  static final class Head implements Comparable<Head> {

    private final KeyRows key;
    private final int version;
    private final Row row;
    private final long time;

    private Head(KeyRows key, int version, Row row, long time) {
      this.key = key;
      this.version = version;
      this.row = row;
      this.time = time;
    }

    KeyRows key() {
      return key;
    }

    Row row() {
      return row;
    }

    long time() {
      return time;
    }

    boolean isStale() {
      return version != key.version;
    }

    @Override
    public int compareTo(Head other) {
      int byTime = Long.compare(time, other.time);
      return byTime != 0 ? byTime : Row.IN_POSITION.compare(row, other.row);
    }
  }

  /** One block's rows of the key. */
  private static final class Run implements Comparable<Run> {

    private final List<Row> rows;
    private int next;

    Run(List<Row> rows) {
      this.rows = rows;
    }

    Row head() {
      return rows.get(next);
    }

    Row next() {
      return rows.set(next++, null);
    }

    boolean isEmpty() {
      return next == rows.size();
    }

    @Override
    public int compareTo(Run other) {
      return Row.IN_POSITION.compare(head(), other.head());
    }
  }
}
