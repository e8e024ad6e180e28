package io.kinesisrewind.archive.support;

import com.amazonaws.kinesis.agg.AggRecord;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import software.amazon.awssdk.services.kinesis.model.HashKeyRange;
import software.amazon.awssdk.services.kinesis.model.PutRecordResponse;
import software.amazon.awssdk.services.kinesis.model.Shard;

/** Puts records as the Kinesis Producer Library does, many in one. */
public final class Aggregates {

  private Aggregates() {}

  /**
   * Puts one aggregate. All of its records have hash keys of one shard, as a consumer drops those
   * that do not belong to the shard they are found in: the KPL puts these again.
   */
  public static void put(TestStream stream, Shard shard, List<String> keys, List<byte[]> data)
      throws Exception {
    AggRecord aggregate = new AggRecord();
    List<String> hashKeys = new ArrayList<>();
    for (int i = 0; i < keys.size(); i++) {
      String hashKey = hashKey(shard, i);
      hashKeys.add(hashKey);
      aggregate.addUserRecord(keys.get(i), hashKey, data.get(i));
    }
    PutRecordResponse response =
        stream.putRaw(aggregate.getPartitionKey(), hashKeys.get(0), aggregate.toRecordBytes());
    for (int i = 0; i < keys.size(); i++) {
      stream.expect(
          new PutRecord(
              stream.name(),
              response.shardId(),
              response.sequenceNumber(),
              i,
              keys.get(i),
              hashKeys.get(i),
              java.util.HexFormat.of().formatHex(data.get(i))));
    }
  }

  private static String hashKey(Shard shard, int i) {
    HashKeyRange range = shard.hashKeyRange();
    return new BigInteger(range.startingHashKey()).add(BigInteger.valueOf(i)).toString();
  }
}
