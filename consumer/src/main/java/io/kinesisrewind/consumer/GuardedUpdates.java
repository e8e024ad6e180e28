package io.kinesisrewind.consumer;

import io.kinesisrewind.schemas.ArchivedRecord;
import io.kinesisrewind.schemas.Position;
import io.kinesisrewind.schemas.ReplayAnnotation;
import io.kinesisrewind.schemas.guard.Arrival;
import io.kinesisrewind.schemas.guard.Decision;
import io.kinesisrewind.schemas.guard.GuardState;
import io.kinesisrewind.schemas.guard.ReplayGuard;
import java.nio.ByteBuffer;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.state.MapState;
import org.apache.flink.api.common.state.MapStateDescriptor;
import org.apache.flink.api.common.typeinfo.PrimitiveArrayTypeInfo;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.formats.avro.typeutils.AvroTypeInfo;
import org.apache.flink.metrics.Counter;
import org.apache.flink.metrics.MetricGroup;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.datastream.SingleOutputStreamOperator;
import org.apache.flink.streaming.api.functions.KeyedProcessFunction;
import org.apache.flink.util.Collector;

/**
 * Lets only those records through that a consumer is to apply, of live and replayed ones in any
 * interleaving.
 *
 * <pre>
 *   live records  ---+
 *                    +--- union --- GuardedUpdates --- apply, per key the highest rank last
 *   replayed ones ---+
 * </pre>
 *
 * <p>In: records as read, from one stream or several; {@code stream_name}, {@code shard_id} and
 * position are those of the stream they were read from. Out: the originals, annotation taken off;
 * {@code stream_name}, {@code shard_id}, position and arrival are the original's, {@code replay_id}
 * is set where it came through a replay.
 *
 * <p>State: one position per original stream and partition key, about 35 bytes besides the keys;
 * kept for good, as a replay can be of any age. It is restored together with the sources' places,
 * so after a failure the records since the checkpoint pass again, in an order that ends in the same
 * state; what follows must replace a key's value rather than add to it, and keep a key's order.
 */
public final class GuardedUpdates
    extends KeyedProcessFunction<String, ArchivedRecord, ArchivedRecord> {

  /** Records left out because the very same one had been applied. */
  public static final String DUPLICATES = "guardDuplicates";

  /** Records left out because one that ranks above it had been applied. */
  public static final String STALE = "guardStale";

  private static final long serialVersionUID = 1L;

  /** Managed Flink passes on to CloudWatch what is in this group and nothing else. */
  private static final String METRIC_GROUP = "kinesisanalytics";

  private static final MapStateDescriptor<String, byte[]> STATES =
      new MapStateDescriptor<>(
          "guard", Types.STRING, PrimitiveArrayTypeInfo.BYTE_PRIMITIVE_ARRAY_TYPE_INFO);

  private transient MapState<String, byte[]> states;
  private transient Counter duplicates;
  private transient Counter stale;

  /** The guard behind the records, with a name and a uid of its own, which a job may change. */
  public static SingleOutputStreamOperator<ArchivedRecord> of(DataStream<ArchivedRecord> records) {
    return records
        .keyBy(ArchivedRecord::getPartitionKey)
        .process(new GuardedUpdates(), new AvroTypeInfo<>(ArchivedRecord.class))
        .name("guard against replays")
        .uid("replay-guard");
  }

  @Override
  public void open(OpenContext context) {
    states = getRuntimeContext().getMapState(STATES);
    MetricGroup metrics = getRuntimeContext().getMetricGroup().addGroup(METRIC_GROUP);
    duplicates = metrics.counter(DUPLICATES);
    stale = metrics.counter(STALE);
  }

  @Override
  public void processElement(ArchivedRecord record, Context context, Collector<ArchivedRecord> out)
      throws Exception {
    Arrival arrival =
        Arrival.of(
            record.getStreamName(),
            record.getShardId(),
            Position.of(record),
            bytes(record.getData()));
    Decision decision = ReplayGuard.decide(state(arrival), arrival);
    if (decision.applies()) {
      states.put(arrival.originalStream(), GuardState.after(arrival).toBytes());
      out.collect(original(record, arrival));
    } else {
      (decision == Decision.DUPLICATE ? duplicates : stale).inc();
    }
  }

  private GuardState state(Arrival arrival) throws Exception {
    byte[] saved = states.get(arrival.originalStream());
    return saved == null ? GuardState.NONE : GuardState.fromBytes(saved);
  }

  private static ArchivedRecord original(ArchivedRecord record, Arrival arrival) {
    if (arrival.annotation().isEmpty()) {
      return record;
    }
    ReplayAnnotation replay = arrival.annotation().get();
    return ArchivedRecord.newBuilder(record)
        .setStreamName(replay.streamName())
        .setShardId(replay.shardId())
        .setSequenceNumber(replay.position().sequenceNumber())
        .setSubSequenceNumber(replay.position().subSequenceNumber())
        .setApproximateArrivalTimestamp(replay.arrival())
        .setData(ByteBuffer.wrap(arrival.payload()))
        .setReplayId(replay.replayId())
        .build();
  }

  private static byte[] bytes(ByteBuffer data) {
    byte[] bytes = new byte[data.remaining()];
    data.duplicate().get(bytes);
    return bytes;
  }
}
