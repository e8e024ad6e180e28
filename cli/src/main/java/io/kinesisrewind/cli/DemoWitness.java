package io.kinesisrewind.cli;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.toMap;

import io.kinesisrewind.schemas.LatestTable;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Map;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.kinesis.KinesisClient;

/**
 * Looks at the results as any consumer would, with the AWS SDK and none of the jobs' code, and
 * compares them with what was put.
 */
final class DemoWitness {

  private final KinesisClient kinesis;
  private final DynamoDbClient dynamoDb;

  DemoWitness(KinesisClient kinesis, DynamoDbClient dynamoDb) {
    this.kinesis = kinesis;
    this.dynamoDb = dynamoDb;
  }

  List<SourceRecord> stream(String name) {
    return ShardReader.read(kinesis, name);
  }

  /** The latest table of a stream: by partition key, the data. */
  Map<String, ByteBuffer> latest(String stream) {
    return dynamoDb
        .scanPaginator(scan -> scan.tableName(LatestTable.tableName(stream)))
        .items()
        .stream()
        .collect(
            toMap(
                item -> item.get(LatestTable.PARTITION_KEY).s(),
                item -> item.get(LatestTable.RECORD_DATA).b().asByteBuffer()));
  }

  /** Per key the same records in the same order; across keys a stream has none. */
  static boolean sameRecords(List<SourceRecord> left, List<SourceRecord> right) {
    return left.stream()
        .collect(groupingBy(SourceRecord::partitionKey))
        .equals(right.stream().collect(groupingBy(SourceRecord::partitionKey)));
  }

  static Map<String, ByteBuffer> lastOfEachKey(List<SourceRecord> records) {
    return records.stream()
        .collect(toMap(SourceRecord::partitionKey, SourceRecord::data, (first, later) -> later));
  }
}
