package io.kinesisrewind.cli;

import com.amazonaws.services.kinesis.clientlibrary.types.UserRecord;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import java.util.stream.Stream;
import software.amazon.awssdk.services.kinesis.KinesisClient;
import software.amazon.awssdk.services.kinesis.model.GetRecordsResponse;
import software.amazon.awssdk.services.kinesis.model.ListShardsRequest;
import software.amazon.awssdk.services.kinesis.model.ListShardsResponse;
import software.amazon.awssdk.services.kinesis.model.Record;
import software.amazon.awssdk.services.kinesis.model.Shard;
import software.amazon.awssdk.services.kinesis.model.ShardIteratorType;

/**
 * Reads a stream as any consumer would, with the SDK and the Kinesis Client Library's own
 * de-aggregation: the demo's witness, which shares no code with the jobs.
 */
final class ShardReader {

  private ShardReader() {}

  static List<Shard> shards(KinesisClient kinesis, String stream) {
    List<Shard> shards = new ArrayList<>();
    ListShardsRequest request = ListShardsRequest.builder().streamName(stream).build();
    while (request != null) {
      ListShardsResponse response = kinesis.listShards(request);
      shards.addAll(response.shards());
      request =
          response.nextToken() == null
              ? null
              : ListShardsRequest.builder().nextToken(response.nextToken()).build();
    }
    return shards;
  }

  /** All records now in the stream, shard by shard, each shard in order. */
  static List<SourceRecord> read(KinesisClient kinesis, String stream) {
    return shards(kinesis, stream).stream().flatMap(shard -> read(kinesis, stream, shard)).toList();
  }

  private static Stream<SourceRecord> read(KinesisClient kinesis, String stream, Shard shard) {
    List<SourceRecord> records = new ArrayList<>();
    String iterator =
        kinesis
            .getShardIterator(
                request ->
                    request
                        .streamName(stream)
                        .shardId(shard.shardId())
                        .shardIteratorType(ShardIteratorType.TRIM_HORIZON))
            .shardIterator();
    while (iterator != null) {
      String from = iterator;
      GetRecordsResponse response = kinesis.getRecords(request -> request.shardIterator(from));
      deaggregate(response.records()).forEach(records::add);
      boolean atTip = response.records().isEmpty() && response.millisBehindLatest() == 0;
      iterator = atTip ? null : response.nextShardIterator();
    }
    return records.stream();
  }

  private static Stream<SourceRecord> deaggregate(List<Record> records) {
    List<com.amazonaws.services.kinesis.model.Record> asKclWantsThem =
        records.stream()
            .map(
                record ->
                    new com.amazonaws.services.kinesis.model.Record()
                        .withSequenceNumber(record.sequenceNumber())
                        .withPartitionKey(record.partitionKey())
                        .withApproximateArrivalTimestamp(
                            Date.from(record.approximateArrivalTimestamp()))
                        .withData(record.data().asByteBuffer()))
            .toList();
    return UserRecord.deaggregate(asKclWantsThem).stream()
        .map(record -> new SourceRecord(record.getPartitionKey(), record.getData()));
  }
}
