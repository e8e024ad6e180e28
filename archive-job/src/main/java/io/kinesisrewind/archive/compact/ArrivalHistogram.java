package io.kinesisrewind.archive.compact;

import io.kinesisrewind.archive.parquet.RowSize;
import io.kinesisrewind.schemas.ArchiveHour;
import io.kinesisrewind.schemas.ArchivedRecord;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Heap that an hour's rows take up, by their time of arrival in steps of 10 ms. */
final class ArrivalHistogram {

  private static final int STEP_MILLIS = 10;
  private static final int STEPS = Math.toIntExact(Duration.ofHours(1).toMillis() / STEP_MILLIS);

  private final long start;
  private final long[] bytes = new long[STEPS];

  ArrivalHistogram(ArchiveHour hour) {
    this.start = hour.start().toEpochMilli();
  }

  void add(ArchivedRecord row) {
    long arrival = row.getApproximateArrivalTimestamp().toEpochMilli();
    bytes[Math.toIntExact((arrival - start) / STEP_MILLIS)] += RowSize.of(row);
  }

  /**
   * Cuts the hour into as few spans as can be, of about the same size. None takes up more than a
   * block, unless what arrives within one step does.
   */
  List<TimeSpan> spans(long blockBytes) {
    long total = 0;
    for (long step : bytes) {
      total += step;
    }
    long blocks = Math.max(1, (total + blockBytes - 1) / blockBytes);
    long even = (total + blocks - 1) / blocks;
    List<TimeSpan> spans = new ArrayList<>();
    int first = 0;
    long filled = 0;
    for (int step = 0; step < STEPS; step++) {
      boolean overflows = filled + bytes[step] > blockBytes;
      if (filled > 0 && bytes[step] > 0 && (filled >= even || overflows)) {
        spans.add(span(first, step));
        first = step;
        filled = 0;
      }
      filled += bytes[step];
    }
    spans.add(span(first, STEPS));
    return spans;
  }

  private TimeSpan span(int fromStep, int toStep) {
    return new TimeSpan(start + (long) fromStep * STEP_MILLIS, start + (long) toStep * STEP_MILLIS);
  }
}
