package io.kinesisrewind.replay.pace;

import io.kinesisrewind.runtime.JobEnvironment;
import io.kinesisrewind.schemas.ArchivedRecord;
import java.util.Optional;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.datastream.SingleOutputStreamOperator;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.api.operators.StreamingRuntimeContext;
import org.apache.flink.streaming.runtime.tasks.ProcessingTimeService;

/**
 * The step in front of a target, whichever it is, that lets records go only so fast. Limits hold
 * over all subtasks together; per key, and within a subtask, the order stays.
 */
public final class Pace {

  private final PaceLimits limits;
  private final Optional<TargetCapacity.Opening> target;

  private Pace(PaceLimits limits, Optional<TargetCapacity.Opening> target) {
    this.limits = limits;
    this.target = target;
  }

  /**
   * @param target where the limits are a share of it
   */
  public static Pace of(PaceLimits limits, Optional<TargetCapacity.Opening> target) {
    return new Pace(limits, target.filter(any -> limits.utilization() > 0));
  }

  /** What is read, so that reading can wait without blocking checkpoints. */
  public <T> DataStream<T> gate(StreamExecutionEnvironment env, DataStream<T> read) {
    return limits.isUnlimited() ? read : GatedSource.gated(env, read);
  }

  /** The records, as they are let go. */
  public SingleOutputStreamOperator<ArchivedRecord> after(
      SingleOutputStreamOperator<ArchivedRecord> records) {
    if (limits.isUnlimited()) {
      return records;
    }
    return records
        .transform("pace", JobEnvironment.recordType(), new PaceOperatorFactory(opening()))
        .uid("pace")
        .setParallelism(records.getParallelism()); // another would mix a key's records up
  }

  private PaceAsking.Opening opening() {
    return new FromJobManager(limits, target.orElse(null), target.map(Pace::openShards).orElse(0));
  }

  private static int openShards(TargetCapacity.Opening target) {
    try (TargetCapacity capacity = target.open()) {
      return capacity.openShards();
    }
  }

  /** In production. */
  private static final class FromJobManager implements PaceAsking.Opening {

    private static final long serialVersionUID = 1L;

    private final PaceLimits limits;
    private final TargetCapacity.Opening target;
    private final int openShards;

    FromJobManager(PaceLimits limits, TargetCapacity.Opening target, int openShards) {
      this.limits = limits;
      this.target = target;
      this.openShards = openShards;
    }

    @Override
    public PaceAsking open(StreamingRuntimeContext context, ProcessingTimeService time) {
      // One looks for all.
      boolean looks = target != null && context.getTaskInfo().getIndexOfThisSubtask() == 0;
      Optional<CapacityWatch> watch =
          looks ? Optional.of(CapacityWatch.of(target.open())) : Optional.empty();
      PaceAuthority authority =
          new JobManagerPace(context.getGlobalAggregateManager(), limits, openShards);
      return new PaceAsking(authority, time, limits, context, watch);
    }
  }
}
