package io.kinesisrewind.replay.select;

import io.kinesisrewind.schemas.ArchivedRecord;
import io.kinesisrewind.schemas.Position;
import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeSet;
import java.util.function.Consumer;
import org.apache.flink.api.java.tuple.Tuple2;

/**
 * Records with their times, epoch milliseconds, in the order of time, then position, then shard.
 * Those of a key are to be added by position, and stay in that order: one that is timed before its
 * predecessor counts as of the same time.
 */
final class FirstRecords {

  private static final Comparator<Tuple2<Long, ArchivedRecord>> ORDER = FirstRecords::compare;

  private final TreeSet<Tuple2<Long, ArchivedRecord>> records = new TreeSet<>(ORDER);
  private final Map<String, Deque<Tuple2<Long, ArchivedRecord>>> byKey = new HashMap<>();

  void add(long time, ArchivedRecord record) {
    Deque<Tuple2<Long, ArchivedRecord>> ofKey =
        byKey.computeIfAbsent(record.getPartitionKey(), key -> new ArrayDeque<>());
    long notBefore = ofKey.isEmpty() ? time : Math.max(time, ofKey.getLast().f0);
    Tuple2<Long, ArchivedRecord> timed = Tuple2.of(notBefore, record);
    ofKey.addLast(timed);
    records.add(timed);
  }

  int size() {
    return records.size();
  }

  boolean isFirstUpTo(long time) {
    return !records.isEmpty() && records.first().f0 <= time;
  }

  Tuple2<Long, ArchivedRecord> removeFirst() {
    Tuple2<Long, ArchivedRecord> first = records.pollFirst();
    ofKey(first).removeFirst();
    forgetIfEmpty(first);
    return first;
  }

  void removeLast() {
    Tuple2<Long, ArchivedRecord> last = records.pollLast();
    ofKey(last).removeLast();
    forgetIfEmpty(last);
  }

  /** In their order. */
  void forEach(Consumer<Tuple2<Long, ArchivedRecord>> consumer) {
    records.forEach(consumer);
  }

  private Deque<Tuple2<Long, ArchivedRecord>> ofKey(Tuple2<Long, ArchivedRecord> timed) {
    return byKey.get(timed.f1.getPartitionKey());
  }

  private void forgetIfEmpty(Tuple2<Long, ArchivedRecord> timed) {
    if (ofKey(timed).isEmpty()) {
      byKey.remove(timed.f1.getPartitionKey());
    }
  }

  private static int compare(
      Tuple2<Long, ArchivedRecord> left, Tuple2<Long, ArchivedRecord> right) {
    int byTime = Long.compare(left.f0, right.f0);
    if (byTime != 0) {
      return byTime;
    }
    int byPosition = Position.compare(left.f1, right.f1);
    return byPosition != 0 ? byPosition : left.f1.getShardId().compareTo(right.f1.getShardId());
  }
}
