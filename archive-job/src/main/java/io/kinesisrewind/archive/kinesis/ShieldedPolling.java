package io.kinesisrewind.archive.kinesis;

import java.util.Map;
import org.apache.flink.kinesis.shaded.com.amazonaws.services.kinesis.model.GetRecordsResult;
import org.apache.flink.streaming.connectors.kinesis.model.StreamShardHandle;
import org.apache.flink.streaming.connectors.kinesis.proxy.GetShardListResult;
import org.apache.flink.streaming.connectors.kinesis.proxy.KinesisProxyInterface;

/** The connector's way to poll, with damaged {@link KplAggregates} shielded. */
final class ShieldedPolling implements KinesisProxyInterface {

  private final KinesisProxyInterface kinesis;

  ShieldedPolling(KinesisProxyInterface kinesis) {
    this.kinesis = kinesis;
  }

  @Override
  public GetRecordsResult getRecords(String shardIterator, int maxRecords)
      throws InterruptedException {
    GetRecordsResult result = kinesis.getRecords(shardIterator, maxRecords);
    result.getRecords().forEach(record -> record.setData(KplAggregates.shield(record.getData())));
    return result;
  }

  @Override
  public String getShardIterator(StreamShardHandle shard, String type, Object marker)
      throws InterruptedException {
    return kinesis.getShardIterator(shard, type, marker);
  }

  @Override
  public GetShardListResult getShardList(Map<String, String> lastSeenShards)
      throws InterruptedException {
    return kinesis.getShardList(lastSeenShards);
  }
}
