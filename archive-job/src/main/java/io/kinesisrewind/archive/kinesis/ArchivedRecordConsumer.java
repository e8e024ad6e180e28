package io.kinesisrewind.archive.kinesis;

import io.kinesisrewind.runtime.AwsAccess;
import io.kinesisrewind.schemas.ArchivedRecord;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Properties;
import org.apache.flink.api.common.functions.RuntimeContext;
import org.apache.flink.api.common.state.CheckpointListener;
import org.apache.flink.api.common.state.ListState;
import org.apache.flink.api.common.state.ListStateDescriptor;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.runtime.state.FunctionInitializationContext;
import org.apache.flink.runtime.state.FunctionSnapshotContext;
import org.apache.flink.streaming.connectors.kinesis.FlinkKinesisConsumer;
import org.apache.flink.streaming.connectors.kinesis.internals.KinesisDataFetcher;
import org.apache.flink.streaming.connectors.kinesis.serialization.KinesisDeserializationSchema;

/**
 * The connector's consumer, with what it reads made {@link ArchivedRecord}s and with a start time
 * that lasts.
 *
 * <p>Until a shard's first record is read, its saved position says only "from the start time". A
 * job started again from its saved state, with a start of {@code latest} or {@code now-2h} now
 * meaning another time, would lose what that shard got in between. So the time is saved, too.
 */
@SuppressWarnings("deprecation") // SourceFunction
final class ArchivedRecordConsumer extends FlinkKinesisConsumer<ArchivedRecord>
    implements CheckpointListener {

  private static final long serialVersionUID = 1L;

  /** What a checkpoint's id never is. */
  private static final long NONE = Long.MIN_VALUE;

  private final List<String> streams;
  private final StartPosition start;
  private final AwsAccess aws;
  private final double dataAtRiskShare;
  private final boolean deregisters;
  private transient ListState<Long> savedStartTime;
  private transient Instant startTime;
  private transient Properties effective;
  private transient volatile boolean cancelled;
  private transient long lastSavepoint;

  /** Registers the enhanced fan-out consumers, if there are to be any, that are missing. */
  ArchivedRecordConsumer(
      List<String> streams,
      StartPosition start,
      Properties properties,
      AwsAccess aws,
      ConsumerOptions options) {
    super(streams, new ArchivedRecordSchema(), properties);
    this.streams = List.copyOf(streams);
    this.start = start;
    this.aws = aws;
    this.dataAtRiskShare = options.dataAtRiskShare();
    this.deregisters = options.deregisters();
  }

  @Override
  public void initializeState(FunctionInitializationContext context) throws Exception {
    super.initializeState(context);
    lastSavepoint = NONE;
    savedStartTime =
        context
            .getOperatorStateStore()
            .getUnionListState(new ListStateDescriptor<>("start-time", Types.LONG));
    startTime = start.instant().orElse(null);
    for (Long saved : savedStartTime.get()) {
      startTime = Instant.ofEpochMilli(saved);
    }
  }

  @Override
  public void snapshotState(FunctionSnapshotContext context) throws Exception {
    super.snapshotState(context);
    if (startTime != null) {
      savedStartTime.update(List.of(startTime.toEpochMilli()));
    }
    if (cancelled) {
      // Only a job that is stopped with a savepoint saves state once its source has ended.
      lastSavepoint = context.getCheckpointId();
    }
  }

  @Override
  public void cancel() {
    cancelled = true;
    super.cancel();
  }

  /** The savepoint that the job is stopped with being complete, nothing more will be read. */
  @Override
  public void notifyCheckpointComplete(long checkpointId) {
    if (deregisters
        && checkpointId == lastSavepoint
        && effective != null
        && getRuntimeContext().getTaskInfo().getIndexOfThisSubtask() == 0) {
      FanOutConsumers.deregister(streams, effective);
    }
  }

  @Override
  protected KinesisDataFetcher<ArchivedRecord> createFetcher(
      List<String> streams,
      SourceContext<ArchivedRecord> sourceContext,
      RuntimeContext runtimeContext,
      Properties properties,
      KinesisDeserializationSchema<ArchivedRecord> schema) {
    effective = new Properties();
    effective.putAll(properties);
    if (runtimeContext.getTaskInfo().getAttemptNumber() > 0) {
      FanOutConsumers.renew(streams, effective);
    }
    if (startTime != null) {
      StartTime.set(effective, startTime);
    }
    ShardLags lags = new ShardLags(Clock.systemUTC());
    return new ArchivedRecordFetcher(
        streams,
        sourceContext,
        runtimeContext,
        effective,
        schema,
        getShardAssigner(),
        lags,
        new LagMonitor(lags, aws, dataAtRiskShare, runtimeContext.getMetricGroup()));
  }
}
