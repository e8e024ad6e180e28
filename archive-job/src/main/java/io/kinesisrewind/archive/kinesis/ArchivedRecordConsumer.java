package io.kinesisrewind.archive.kinesis;

import io.kinesisrewind.schemas.ArchivedRecord;
import java.time.Instant;
import java.util.List;
import java.util.Properties;
import org.apache.flink.api.common.functions.RuntimeContext;
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
final class ArchivedRecordConsumer extends FlinkKinesisConsumer<ArchivedRecord> {

  private static final long serialVersionUID = 1L;

  private final StartPosition start;
  private transient ListState<Long> savedStartTime;
  private transient Instant startTime;

  ArchivedRecordConsumer(List<String> streams, StartPosition start, Properties properties) {
    super(streams, new ArchivedRecordSchema(), properties);
    this.start = start;
  }

  @Override
  public void initializeState(FunctionInitializationContext context) throws Exception {
    super.initializeState(context);
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
  }

  @Override
  protected KinesisDataFetcher<ArchivedRecord> createFetcher(
      List<String> streams,
      SourceContext<ArchivedRecord> sourceContext,
      RuntimeContext runtimeContext,
      Properties properties,
      KinesisDeserializationSchema<ArchivedRecord> schema) {
    Properties effective = new Properties();
    effective.putAll(properties);
    if (startTime != null) {
      StartTime.set(effective, startTime);
    }
    return new ArchivedRecordFetcher(
        streams, sourceContext, runtimeContext, effective, schema, getShardAssigner());
  }
}
