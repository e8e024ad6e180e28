package io.kinesisrewind.archive.kinesis;

import io.kinesisrewind.schemas.ArchivedRecord;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.flink.api.common.functions.RuntimeContext;
import org.apache.flink.metrics.MetricGroup;
import org.apache.flink.streaming.connectors.kinesis.KinesisShardAssigner;
import org.apache.flink.streaming.connectors.kinesis.config.ConsumerConfigConstants;
import org.apache.flink.streaming.connectors.kinesis.internals.KinesisDataFetcher;
import org.apache.flink.streaming.connectors.kinesis.internals.publisher.RecordPublisher;
import org.apache.flink.streaming.connectors.kinesis.model.KinesisStreamShardState;
import org.apache.flink.streaming.connectors.kinesis.model.SentinelSequenceNumber;
import org.apache.flink.streaming.connectors.kinesis.model.SequenceNumber;
import org.apache.flink.streaming.connectors.kinesis.model.StreamShardHandle;
import org.apache.flink.streaming.connectors.kinesis.proxy.KinesisProxy;
import org.apache.flink.streaming.connectors.kinesis.proxy.KinesisProxyV2Factory;
import org.apache.flink.streaming.connectors.kinesis.serialization.KinesisDeserializationSchema;

/**
 * Adds what a deserialization schema is not told: a record's place inside its KPL aggregate, and
 * its explicit hash key there.
 *
 * <p>Each shard has a thread of its own, which takes a batch apart and emits its records one by
 * one. So what the batch says about a record is kept for that thread until the record comes by.
 */
@SuppressWarnings("deprecation") // SourceFunction
final class ArchivedRecordFetcher extends KinesisDataFetcher<ArchivedRecord> {

  private final ThreadLocal<Map<SequenceNumber, String>> explicitHashKeys =
      ThreadLocal.withInitial(Map::of);

  private final ShardLags lags;
  private final LagMonitor monitor;
  private volatile boolean stopped;
  private volatile boolean failed;

  /**
   * @param lags kept up to date
   * @param monitor of these lags; started and closed with the fetcher
   */
  ArchivedRecordFetcher(
      List<String> streams,
      org.apache.flink.streaming.api.functions.source.SourceFunction.SourceContext<ArchivedRecord>
          sourceContext,
      RuntimeContext runtimeContext,
      Properties properties,
      KinesisDeserializationSchema<ArchivedRecord> schema,
      KinesisShardAssigner shardAssigner,
      ShardLags lags,
      LagMonitor monitor) {
    super(
        streams,
        sourceContext,
        sourceContext.getCheckpointLock(),
        runtimeContext,
        properties,
        schema,
        shardAssigner,
        null,
        null,
        new AtomicReference<>(),
        new ArrayList<>(),
        createInitialSubscribedStreamsToLastDiscoveredShardsState(streams),
        polling -> new ShieldedPolling(KinesisProxy.create(polling)),
        fanOut ->
            new ShieldedFanOut(KinesisProxyV2Factory.createKinesisProxyAsyncV2(fanOut), lags));
    this.lags = lags;
    this.monitor = monitor;
  }

  /**
   * A shard that no saved state knows is one that came by resharding, or one that had not been
   * found yet when the state was saved. The connector would read it from its very beginning, which
   * for the latter is not where the job was told to start; for the former the start time is the
   * beginning.
   */
  @Override
  public int registerNewSubscribedShardState(KinesisStreamShardState shard) {
    boolean hasStartTime =
        getConsumerConfiguration().containsKey(ConsumerConfigConstants.STREAM_INITIAL_TIMESTAMP);
    if (hasStartTime && isAt(SentinelSequenceNumber.SENTINEL_EARLIEST_SEQUENCE_NUM, shard)) {
      shard.setLastProcessedSequenceNum(
          SentinelSequenceNumber.SENTINEL_AT_TIMESTAMP_SEQUENCE_NUM.get());
    }
    if (!isAt(SentinelSequenceNumber.SENTINEL_SHARD_ENDING_SEQUENCE_NUM, shard)) {
      StreamShardHandle handle = shard.getStreamShardHandle();
      lags.began(handle.getStreamName(), handle.getShard().getShardId());
      monitor.watch(handle.getStreamName());
    }
    return super.registerNewSubscribedShardState(shard);
  }

  /**
   * A job that is stopped while it starts finds the threads for its shards gone. That is an end,
   * not a failure: the savepoint it is stopped with must not fail of it.
   */
  @Override
  public void runFetcher() throws Exception {
    try {
      monitor.start();
      super.runFetcher();
    } catch (RejectedExecutionException e) {
      if (!stopped || failed) {
        throw e;
      }
      awaitTermination();
    }
  }

  @Override
  public void shutdownFetcher() {
    stopped = true;
    monitor.close();
    super.shutdownFetcher();
  }

  @Override
  protected void stopWithError(Throwable error) {
    failed = true;
    super.stopWithError(error);
  }

  @Override
  protected RecordPublisher createRecordPublisher(
      SequenceNumber start, Properties properties, MetricGroup metrics, StreamShardHandle shard)
      throws InterruptedException {
    StreamShardHandle whole = ShardPublisher.withAllHashKeys(shard);
    return new ShardPublisher(
        super.createRecordPublisher(start, properties, metrics, whole),
        shard,
        lags,
        explicitHashKeys::set);
  }

  @Override
  protected void emitRecordAndUpdateState(
      ArchivedRecord record, long timestamp, int shardStateIndex, SequenceNumber sequenceNumber) {
    if (sequenceNumber.isAggregated()) {
      record.setSubSequenceNumber(sequenceNumber.getSubSequenceNumber());
      record.setExplicitHashKey(explicitHashKeys.get().get(sequenceNumber));
    }
    super.emitRecordAndUpdateState(record, timestamp, shardStateIndex, sequenceNumber);
  }

  private static boolean isAt(SentinelSequenceNumber sentinel, KinesisStreamShardState shard) {
    return shard.getLastProcessedSequenceNum().equals(sentinel.get());
  }
}
