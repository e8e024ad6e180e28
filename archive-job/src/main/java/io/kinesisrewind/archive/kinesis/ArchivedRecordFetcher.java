package io.kinesisrewind.archive.kinesis;

import io.kinesisrewind.schemas.ArchivedRecord;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.RejectedExecutionException;
import org.apache.flink.api.common.functions.RuntimeContext;
import org.apache.flink.kinesis.shaded.com.amazonaws.services.kinesis.clientlibrary.types.UserRecord;
import org.apache.flink.metrics.MetricGroup;
import org.apache.flink.streaming.connectors.kinesis.KinesisShardAssigner;
import org.apache.flink.streaming.connectors.kinesis.config.ConsumerConfigConstants;
import org.apache.flink.streaming.connectors.kinesis.internals.KinesisDataFetcher;
import org.apache.flink.streaming.connectors.kinesis.internals.publisher.RecordBatch;
import org.apache.flink.streaming.connectors.kinesis.internals.publisher.RecordPublisher;
import org.apache.flink.streaming.connectors.kinesis.model.KinesisStreamShardState;
import org.apache.flink.streaming.connectors.kinesis.model.SentinelSequenceNumber;
import org.apache.flink.streaming.connectors.kinesis.model.SequenceNumber;
import org.apache.flink.streaming.connectors.kinesis.model.StreamShardHandle;
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

  private volatile boolean stopped;
  private volatile boolean failed;

  ArchivedRecordFetcher(
      List<String> streams,
      org.apache.flink.streaming.api.functions.source.SourceFunction.SourceContext<ArchivedRecord>
          sourceContext,
      RuntimeContext runtimeContext,
      Properties properties,
      KinesisDeserializationSchema<ArchivedRecord> schema,
      KinesisShardAssigner shardAssigner) {
    super(streams, sourceContext, runtimeContext, properties, schema, shardAssigner, null, null);
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
    if (hasStartTime && isEarliest(shard)) {
      shard.setLastProcessedSequenceNum(
          SentinelSequenceNumber.SENTINEL_AT_TIMESTAMP_SEQUENCE_NUM.get());
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
    RecordPublisher publisher = super.createRecordPublisher(start, properties, metrics, shard);
    return consumer ->
        publisher.run(
            batch -> {
              explicitHashKeys.set(explicitHashKeys(batch));
              return consumer.accept(batch);
            });
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

  private static boolean isEarliest(KinesisStreamShardState shard) {
    return shard
        .getLastProcessedSequenceNum()
        .equals(SentinelSequenceNumber.SENTINEL_EARLIEST_SEQUENCE_NUM.get());
  }

  private static Map<SequenceNumber, String> explicitHashKeys(RecordBatch batch) {
    Map<SequenceNumber, String> hashKeys = new HashMap<>();
    for (UserRecord record : batch.getDeaggregatedRecords()) {
      if (record.getExplicitHashKey() != null) {
        hashKeys.put(
            new SequenceNumber(record.getSequenceNumber(), record.getSubSequenceNumber()),
            record.getExplicitHashKey());
      }
    }
    return hashKeys;
  }
}
