package io.kinesisrewind.replay.ledger;

import java.util.concurrent.ScheduledFuture;
import org.apache.flink.streaming.api.operators.AbstractStreamOperator;
import org.apache.flink.streaming.api.operators.BoundedOneInput;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.util.OutputTag;

/**
 * An operator that counts what it does, and sends that to {@link #COUNTS}: now and then, before
 * each checkpoint barrier, and at the end. So a checkpoint of the ledger holds exactly the records
 * that went through before it, without a message per record.
 */
public abstract class CountedOperator<O> extends AbstractStreamOperator<O>
    implements BoundedOneInput {

  public static final OutputTag<Counts> COUNTS = new OutputTag<>("counts", Counts.TYPE);

  private static final long serialVersionUID = 1L;
  private static final long FLUSH_MILLIS = 1_000;
  private static final Counts NONE = new Counts();

  private transient Counts counts;
  private transient ScheduledFuture<?> flushing;

  /** To be added to. */
  protected final Counts counts() {
    return counts;
  }

  @Override
  public void open() throws Exception {
    super.open();
    counts = new Counts();
    flushing =
        getProcessingTimeService()
            .scheduleWithFixedDelay(time -> flush(), FLUSH_MILLIS, FLUSH_MILLIS);
  }

  @Override
  public void close() throws Exception {
    if (flushing != null) {
      flushing.cancel(false);
    }
    super.close();
  }

  @Override
  public void prepareSnapshotPreBarrier(long checkpointId) {
    flush();
  }

  @Override
  public void endInput() {
    flush();
  }

  private void flush() {
    if (!counts.equals(NONE)) {
      output.collect(COUNTS, new StreamRecord<>(counts));
      counts = new Counts();
    }
  }
}
