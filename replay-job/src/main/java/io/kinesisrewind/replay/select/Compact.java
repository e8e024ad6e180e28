package io.kinesisrewind.replay.select;

import io.kinesisrewind.replay.ledger.CountedOperator;
import io.kinesisrewind.runtime.JobEnvironment;
import io.kinesisrewind.schemas.ArchivedRecord;
import io.kinesisrewind.schemas.Position;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.runtime.state.VoidNamespace;
import org.apache.flink.runtime.state.VoidNamespaceSerializer;
import org.apache.flink.streaming.api.operators.InternalTimer;
import org.apache.flink.streaming.api.operators.InternalTimerService;
import org.apache.flink.streaming.api.operators.OneInputStreamOperator;
import org.apache.flink.streaming.api.operators.Triggerable;
import org.apache.flink.streaming.api.watermark.Watermark;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;

/**
 * Keeps the last record of each key, by position, and gives them out when the input has ended, by
 * effective arrival within a subtask. Its state, in whatever backend the job has, is
 *
 * <pre>distinct keys x (payload + about 300 bytes)</pre>
 *
 * Giving out is one step to Flink, during which no checkpoint is taken: after a failure in it, the
 * records are given out from the first on.
 */
public final class Compact extends CountedOperator<ArchivedRecord>
    implements OneInputStreamOperator<ArchivedRecord, ArchivedRecord>,
        Triggerable<String, VoidNamespace> {

  private static final long serialVersionUID = 1L;

  /** Added to a time it makes a timer that only the end of the input reaches, in time's order. */
  private static final long AT_THE_END = Long.MAX_VALUE / 2;

  private final Tombstone tombstone;
  private transient ValueState<ArchivedRecord> last;
  private transient ValueState<Long> lastTime;
  private transient InternalTimerService<VoidNamespace> timers;

  Compact(Tombstone tombstone) {
    this.tombstone = tombstone;
  }

  public static SelectionStep step(Tombstone tombstone) {
    return records ->
        records
            .keyBy(ArchivedRecord::getPartitionKey, Types.STRING)
            .transform("compact", JobEnvironment.recordType(), new Compact(tombstone))
            .uid("compact");
  }

  @Override
  public void open() throws Exception {
    super.open();
    last = state(new ValueStateDescriptor<>("last", JobEnvironment.recordType()));
    lastTime = state(new ValueStateDescriptor<>("last-time", Types.LONG));
    timers = getInternalTimerService("end", VoidNamespaceSerializer.INSTANCE, this);
  }

  @Override
  public void processElement(StreamRecord<ArchivedRecord> element) throws Exception {
    ArchivedRecord before = last.value();
    if (before == null) {
      keep(element);
      giveOutAt(element.getTimestamp());
      return;
    }
    counts().reject();
    if (Position.compare(element.getValue(), before) > 0) {
      keep(element);
    }
  }

  /** What is kept has not been delivered: no time has been reached before the end is. */
  @Override
  public void processWatermark(Watermark mark) throws Exception {
    if (mark.getTimestamp() == Watermark.MAX_WATERMARK.getTimestamp()) {
      super.processWatermark(mark);
    }
  }

  /** At the time of the key's first record; where its last one is later, the timer moves there. */
  @Override
  public void onEventTime(InternalTimer<String, VoidNamespace> timer) throws Exception {
    long time = lastTime.value();
    if (AT_THE_END + time > timer.getTimestamp()) {
      giveOutAt(time);
      return;
    }
    ArchivedRecord record = last.value();
    last.clear();
    lastTime.clear();
    if (tombstone.is(record)) {
      counts().reject();
    } else {
      output.collect(new StreamRecord<>(record, time));
    }
  }

  @Override
  public void onProcessingTime(InternalTimer<String, VoidNamespace> timer) {
    throw new IllegalStateException("Nobody registers one");
  }

  private void keep(StreamRecord<ArchivedRecord> element) throws Exception {
    last.update(element.getValue());
    lastTime.update(element.getTimestamp());
  }

  private void giveOutAt(long time) {
    timers.registerEventTimeTimer(VoidNamespace.INSTANCE, AT_THE_END + time);
  }

  private <T> ValueState<T> state(ValueStateDescriptor<T> descriptor) throws Exception {
    return getRuntimeContext().getState(descriptor);
  }
}
