package io.kinesisrewind.consumer.example;

import io.kinesisrewind.schemas.ArchivedRecord;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.flink.api.common.functions.MapFunction;
import org.apache.flink.api.common.state.CheckpointListener;

/**
 * Passes records on and throws, a number of times, at the third record after a completed
 * checkpoint: when there is something both in the checkpoint and after it.
 */
final class InducedFailures
    implements MapFunction<ArchivedRecord, ArchivedRecord>, CheckpointListener {

  private static final long serialVersionUID = 1L;

  private static final int RECORDS_BEFORE = 2;

  /** Static, as a restarted job has new instances. */
  private static final AtomicInteger LEFT = new AtomicInteger();

  private transient boolean checkpointed;
  private transient int recordsSince;

  static void times(int failures) {
    LEFT.set(failures);
  }

  static int left() {
    return LEFT.get();
  }

  @Override
  public ArchivedRecord map(ArchivedRecord record) {
    if (checkpointed
        && ++recordsSince > RECORDS_BEFORE
        && LEFT.getAndUpdate(left -> Math.max(0, left - 1)) > 0) {
      throw new IllegalStateException("Induced failure");
    }
    return record;
  }

  @Override
  public void notifyCheckpointComplete(long checkpointId) {
    checkpointed = true;
  }
}
