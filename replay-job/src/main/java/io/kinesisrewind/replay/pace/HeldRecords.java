package io.kinesisrewind.replay.pace;

import io.kinesisrewind.schemas.ArchivedRecord;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.apache.flink.api.java.tuple.Tuple2;
import org.apache.flink.streaming.api.watermark.Watermark;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;

/** Records that wait to be let go, and the watermarks between them, in the order they came. */
final class HeldRecords {

  /** So many are enough to fill a slice; they are in each checkpoint. */
  static final int FULL_RECORDS = 1_000;

  static final long FULL_BYTES = 4L << 20;

  private final Deque<Held> all = new ArrayDeque<>();
  private int records;
  private long bytes;

  void add(ArchivedRecord record, long time) {
    Held held = new Held(record, time, null);
    all.add(held);
    records++;
    bytes += held.bytes;
  }

  void add(Watermark mark) {
    all.add(new Held(null, mark.getTimestamp(), mark));
  }

  int records() {
    return records;
  }

  boolean isFull() {
    return records >= FULL_RECORDS || bytes >= FULL_BYTES;
  }

  /** Whether neither a record nor a watermark is left. */
  boolean isEmpty() {
    return all.isEmpty();
  }

  boolean startsWithWatermark() {
    return !all.isEmpty() && all.peek().mark != null;
  }

  Watermark removeWatermark() {
    return all.remove().mark;
  }

  /** Event time of the first record. */
  long headTime() {
    return all.stream()
        .filter(held -> held.mark == null)
        .mapToLong(held -> held.time)
        .findFirst()
        .orElse(PaceRequest.NOTHING_HELD);
  }

  StreamRecord<ArchivedRecord> removeRecord() {
    Held held = all.remove();
    records--;
    bytes -= held.bytes;
    return new StreamRecord<>(held.record, held.time);
  }

  /** The first records, as many as are due and fit. */
  Slice slice(int mostRecords, long mostBytes, long dueUntil) {
    int count = 0;
    long size = 0;
    for (Held held : all) {
      if (held.mark == null) {
        boolean fits = count == 0 || (count < mostRecords && size + held.bytes <= mostBytes);
        if (held.time > dueUntil || !fits) {
          break;
        }
        count++;
        size += held.bytes;
      }
    }
    return new Slice(count, size);
  }

  /** For a checkpoint; watermarks come again by themselves. */
  List<Tuple2<Long, ArchivedRecord>> toList() {
    List<Tuple2<Long, ArchivedRecord>> list = new ArrayList<>(records);
    for (Held held : all) {
      if (held.mark == null) {
        list.add(Tuple2.of(held.time, held.record));
      }
    }
    return list;
  }

  /** How much of it. */
  static final class Slice {

    private final int records;
    private final long bytes;

    Slice(int records, long bytes) {
      this.records = records;
      this.bytes = bytes;
    }

    int records() {
      return records;
    }

    long bytes() {
      return bytes;
    }
  }

  /** A record, or a watermark. */
  private static final class Held {

    private final ArchivedRecord record;
    private final long time;
    private final Watermark mark;
    private final long bytes;

    Held(ArchivedRecord record, long time, Watermark mark) {
      this.record = record;
      this.time = time;
      this.mark = mark;
      this.bytes = record == null ? 0 : size(record);
    }

    /** As Kinesis counts: key and data. */
    private static long size(ArchivedRecord record) {
      return (long) record.getPartitionKey().getBytes(StandardCharsets.UTF_8).length
          + record.getData().remaining();
    }
  }
}
