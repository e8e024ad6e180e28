package io.kinesisrewind.archive;

import io.kinesisrewind.schemas.ArchivedRecord;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.flink.api.common.functions.MapFunction;
import org.apache.flink.api.common.state.CheckpointListener;
import org.apache.flink.streaming.api.datastream.SingleOutputStreamOperator;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/**
 * Passes records on and throws, as often as it is told, at the fifth record after a completed
 * checkpoint: when there is something both in the checkpoint and after it.
 */
final class FailAfterCheckpoint
    implements MapFunction<ArchivedRecord, ArchivedRecord>, CheckpointListener {

  private static final long serialVersionUID = 1L;

  private static final int RECORDS_BEFORE = 5;

  /** Static, as a restarted job has new instances. */
  private static final AtomicInteger FAILURES_LEFT = new AtomicInteger();

  private transient boolean checkpointed;
  private transient int recordsSince;

  static void times(int failures) {
    FAILURES_LEFT.set(failures);
  }

  static int left() {
    return FAILURES_LEFT.get();
  }

  /** The source with this behind it. */
  static RecordSource behind(RecordSource source) {
    return new RecordSource() {
      @Override
      public SingleOutputStreamOperator<ArchivedRecord> addTo(StreamExecutionEnvironment env) {
        return source
            .addTo(env)
            .name("source under test")
            .uid("source-under-test")
            .map(new FailAfterCheckpoint());
      }
    };
  }

  @Override
  public ArchivedRecord map(ArchivedRecord record) {
    if (checkpointed
        && ++recordsSince > RECORDS_BEFORE
        && FAILURES_LEFT.getAndUpdate(left -> Math.max(0, left - 1)) > 0) {
      throw new IllegalStateException("Induced failure");
    }
    return record;
  }

  @Override
  public void notifyCheckpointComplete(long checkpointId) {
    checkpointed = true;
  }
}
