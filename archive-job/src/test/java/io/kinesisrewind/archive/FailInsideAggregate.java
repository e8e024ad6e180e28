package io.kinesisrewind.archive;

import io.kinesisrewind.schemas.ArchivedRecord;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.flink.api.common.functions.MapFunction;
import org.apache.flink.api.common.state.CheckpointListener;
import org.apache.flink.runtime.state.FunctionInitializationContext;
import org.apache.flink.runtime.state.FunctionSnapshotContext;
import org.apache.flink.streaming.api.checkpoint.CheckpointedFunction;
import org.apache.flink.streaming.api.datastream.SingleOutputStreamOperator;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/**
 * Passes records on, slowly, and throws, as often as it is told, at the first record after a
 * completed checkpoint that lies between two records of one aggregate.
 */
final class FailInsideAggregate
    implements MapFunction<ArchivedRecord, ArchivedRecord>,
        CheckpointedFunction,
        CheckpointListener {

  private static final long serialVersionUID = 1L;

  /** Static, as a restarted job has new instances. */
  private static final AtomicInteger FAILURES_LEFT = new AtomicInteger();

  private final long lastInAggregate;
  private transient long position;
  private transient Set<Long> inside;
  private transient boolean armed;

  private FailInsideAggregate(int recordsPerAggregate) {
    this.lastInAggregate = recordsPerAggregate - 1L;
  }

  static void times(int failures) {
    FAILURES_LEFT.set(failures);
  }

  static int left() {
    return FAILURES_LEFT.get();
  }

  /** The source, which reads one shard, with this in its chain. */
  static RecordSource behind(RecordSource source, int recordsPerAggregate) {
    return new RecordSource() {
      @Override
      public SingleOutputStreamOperator<ArchivedRecord> addTo(StreamExecutionEnvironment env) {
        return source
            .addTo(env)
            .name("source under test")
            .uid("source-under-test")
            .map(new FailInsideAggregate(recordsPerAggregate));
      }
    };
  }

  @Override
  public void initializeState(FunctionInitializationContext context) {
    position = lastInAggregate;
    inside = ConcurrentHashMap.newKeySet();
  }

  @Override
  public ArchivedRecord map(ArchivedRecord record) {
    if (armed && FAILURES_LEFT.getAndUpdate(left -> Math.max(0, left - 1)) > 0) {
      throw new IllegalStateException("Induced failure inside an aggregate");
    }
    SlowDown.pause();
    position = record.getSubSequenceNumber();
    return record;
  }

  @Override
  public void snapshotState(FunctionSnapshotContext context) {
    if (position < lastInAggregate) {
      inside.add(context.getCheckpointId());
    }
  }

  @Override
  public void notifyCheckpointComplete(long checkpointId) {
    armed = inside.contains(checkpointId);
  }
}
