package io.kinesisrewind.replay.ledger;

import java.util.concurrent.ScheduledFuture;
import org.apache.flink.streaming.api.operators.AbstractStreamOperator;
import org.apache.flink.streaming.api.operators.BoundedOneInput;
import org.apache.flink.streaming.api.operators.ChainingStrategy;
import org.apache.flink.streaming.api.operators.OneInputStreamOperator;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.util.OutputTag;

/**
 * Applies a {@link CountedStep} and sends what it counted to {@link #COUNTS}: now and then, before
 * each checkpoint barrier, and at the end. So a checkpoint of the ledger holds exactly the records
 * that went through before it, without a message per record.
 */
public final class CountingOperator<I, O> extends AbstractStreamOperator<O>
    implements OneInputStreamOperator<I, O>, BoundedOneInput {

  public static final OutputTag<Counts> COUNTS = new OutputTag<>("counts", Counts.TYPE);

  private static final long serialVersionUID = 1L;
  private static final long FLUSH_MILLIS = 1_000;
  private static final Counts NONE = new Counts();

  private final CountedStep<I, O> step;
  private transient Counts counts;
  private transient ScheduledFuture<?> flushing;

  public CountingOperator(CountedStep<I, O> step) {
    this.step = step;
    setChainingStrategy(ChainingStrategy.ALWAYS);
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
  public void processElement(StreamRecord<I> element) {
    step.apply(element.getValue(), counts)
        .ifPresent(value -> output.collect(element.replace(value)));
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
