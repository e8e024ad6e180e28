package io.kinesisrewind.replay.source.archive.reader;

import java.util.ArrayDeque;
import java.util.Collections;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Queue;
import java.util.Set;
import org.apache.flink.connector.base.source.reader.RecordsWithSplitIds;

/** Stretches of several lanes' rows, in the order in which they are to be emitted. */
final class LaneBatch implements RecordsWithSplitIds<MergedRow> {

  private final Queue<Stretch> stretches = new ArrayDeque<>();
  private final Set<String> finished = new HashSet<>();
  private Iterator<MergedRow> current = Collections.emptyIterator();

  void add(String splitId, List<MergedRow> rows) {
    if (!rows.isEmpty()) {
      stretches.add(new Stretch(splitId, rows));
    }
  }

  void finish(String splitId) {
    finished.add(splitId);
  }

  @Override
  public String nextSplit() {
    Stretch stretch = stretches.poll();
    if (stretch == null) {
      return null;
    }
    current = stretch.rows;
    return stretch.splitId;
  }

  @Override
  public MergedRow nextRecordFromSplit() {
    return current.hasNext() ? current.next() : null;
  }

  @Override
  public Set<String> finishedSplits() {
    return Collections.unmodifiableSet(finished);
  }

  private static final class Stretch {

    private final String splitId;
    private final Iterator<MergedRow> rows;

    Stretch(String splitId, List<MergedRow> rows) {
      this.splitId = splitId;
      this.rows = rows.iterator();
    }
  }
}
