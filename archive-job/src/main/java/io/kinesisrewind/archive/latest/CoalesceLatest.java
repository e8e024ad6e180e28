package io.kinesisrewind.archive.latest;

import io.kinesisrewind.archive.ArchiveMetrics;
import io.kinesisrewind.archive.PerStream;
import io.kinesisrewind.schemas.ArchivedRecord;
import io.kinesisrewind.schemas.Position;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ScheduledFuture;
import org.apache.flink.api.common.operators.ProcessingTimeService.ProcessingTimeCallback;
import org.apache.flink.metrics.Counter;
import org.apache.flink.streaming.api.operators.AbstractStreamOperator;
import org.apache.flink.streaming.api.operators.BoundedOneInput;
import org.apache.flink.streaming.api.operators.OneInputStreamOperator;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;

/**
 * Of the records of one key that come within an interval, lets only the one with the highest
 * position through. Wants all records of a key in one subtask.
 *
 * <p>It holds records for the interval, up to a number of bytes, and never across a checkpoint: it
 * empties itself before the barrier passes. So it has no state to save and loses nothing.
 */
public final class CoalesceLatest extends AbstractStreamOperator<ArchivedRecord>
    implements OneInputStreamOperator<ArchivedRecord, ArchivedRecord>,
        BoundedOneInput,
        ProcessingTimeCallback {

  private static final long serialVersionUID = 1L;

  /** Of held records; with many keys, the interval becomes shorter. */
  static final long MAX_HELD_BYTES = 32 << 20;

  /** Heap of a record beside its data and key. */
  private static final int RECORD_OVERHEAD = 512;

  private final long intervalMillis;
  private transient Map<String, ArchivedRecord> highest;
  private transient long heldBytes;
  private transient ScheduledFuture<?> timer;
  private transient PerStream<Counter> coalesced;

  /**
   * @param interval how long a record may wait for a later one of its key; zero: not at all
   */
  public CoalesceLatest(Duration interval) {
    this.intervalMillis = interval.toMillis();
  }

  @Override
  public void open() throws Exception {
    super.open();
    highest = new HashMap<>();
    coalesced =
        new PerStream<>(
            getMetricGroup(), stream -> ArchiveMetrics.counterIn(stream, ArchiveMetrics.COALESCED));
  }

  @Override
  public void processElement(StreamRecord<ArchivedRecord> element) {
    if (intervalMillis == 0) {
      output.collect(element);
      return;
    }
    hold(element.getValue());
    if (heldBytes >= MAX_HELD_BYTES) {
      emitAll();
    } else {
      setTimer();
    }
  }

  @Override
  public void onProcessingTime(long timestamp) {
    timer = null;
    emitAll();
  }

  @Override
  public void prepareSnapshotPreBarrier(long checkpointId) {
    emitAll();
  }

  @Override
  public void endInput() {
    emitAll();
  }

  private void hold(ArchivedRecord record) {
    // A stream's name has no '/': different streams' keys cannot meet.
    String key = record.getStreamName() + '/' + record.getPartitionKey();
    ArchivedRecord held = highest.get(key);
    if (held != null) {
      coalesced.of(record.getStreamName()).inc();
      if (Position.compare(held, record) >= 0) {
        return;
      }
      heldBytes -= size(held);
    }
    highest.put(key, record);
    heldBytes += size(record);
  }

  private void emitAll() {
    highest.values().forEach(record -> output.collect(new StreamRecord<>(record)));
    highest.clear();
    heldBytes = 0;
  }

  private void setTimer() {
    if (timer == null) {
      long now = getProcessingTimeService().getCurrentProcessingTime();
      timer = getProcessingTimeService().registerTimer(now + intervalMillis, this);
    }
  }

  private static long size(ArchivedRecord record) {
    return RECORD_OVERHEAD
        + (long) record.getData().remaining()
        + 4L * record.getPartitionKey().length();
  }
}
