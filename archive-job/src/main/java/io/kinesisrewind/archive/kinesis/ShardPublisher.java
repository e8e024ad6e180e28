package io.kinesisrewind.archive.kinesis;

import java.util.HashMap;
import java.util.Map;
import java.util.function.Consumer;
import org.apache.flink.kinesis.shaded.com.amazonaws.services.kinesis.clientlibrary.types.UserRecord;
import org.apache.flink.kinesis.shaded.com.amazonaws.services.kinesis.model.HashKeyRange;
import org.apache.flink.streaming.connectors.kinesis.internals.publisher.RecordBatch;
import org.apache.flink.streaming.connectors.kinesis.internals.publisher.RecordPublisher;
import org.apache.flink.streaming.connectors.kinesis.model.SequenceNumber;
import org.apache.flink.streaming.connectors.kinesis.model.StreamShardHandle;

/**
 * Takes down what a shard's batches say beside their records: how far the reader is behind, and the
 * explicit hash keys inside aggregates.
 */
final class ShardPublisher implements RecordPublisher {

  private static final HashKeyRange ALL_HASH_KEYS =
      new HashKeyRange()
          .withStartingHashKey("0")
          .withEndingHashKey(KplAggregates.HIGHEST_HASH_KEY.toString());

  private final RecordPublisher publisher;
  private final String stream;
  private final String shard;
  private final ShardLags lags;
  private final Consumer<Map<SequenceNumber, String>> hashKeys;

  /**
   * @param hashKeys told each batch's, before its records are emitted, in the thread that does
   */
  ShardPublisher(
      RecordPublisher publisher,
      StreamShardHandle shard,
      ShardLags lags,
      Consumer<Map<SequenceNumber, String>> hashKeys) {
    this.publisher = publisher;
    this.stream = shard.getStreamName();
    this.shard = shard.getShard().getShardId();
    this.lags = lags;
    this.hashKeys = hashKeys;
  }

  /**
   * The shard for a publisher that is to hand on every record of an aggregate. The connector drops
   * an aggregate as a whole, and says nothing, where the hash key of any record in it lies outside
   * of the shard's range: after a split, or where another library than the KPL has made it.
   */
  static StreamShardHandle withAllHashKeys(StreamShardHandle shard) {
    return new StreamShardHandle(
        shard.getStreamName(), shard.getShard().clone().withHashKeyRange(ALL_HASH_KEYS));
  }

  @Override
  public RecordPublisherRunResult run(RecordBatchConsumer consumer) throws InterruptedException {
    RecordPublisherRunResult result =
        publisher.run(
            batch -> {
              takeDown(batch);
              return consumer.accept(batch);
            });
    if (result == RecordPublisherRunResult.COMPLETE) {
      lags.ended(stream, shard);
    }
    return result;
  }

  private void takeDown(RecordBatch batch) {
    if (batch.getMillisBehindLatest() != null) {
      lags.behind(stream, shard, batch.getMillisBehindLatest());
    }
    Map<SequenceNumber, String> explicit = new HashMap<>();
    for (UserRecord record : batch.getDeaggregatedRecords()) {
      if (record.getExplicitHashKey() != null) {
        explicit.put(
            new SequenceNumber(record.getSequenceNumber(), record.getSubSequenceNumber()),
            record.getExplicitHashKey());
      }
    }
    hashKeys.accept(explicit);
  }
}
