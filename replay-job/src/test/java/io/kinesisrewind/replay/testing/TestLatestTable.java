package io.kinesisrewind.replay.testing;

import io.kinesisrewind.sandbox.Sandbox;
import io.kinesisrewind.schemas.ArchivedRecord;
import io.kinesisrewind.schemas.LatestTable;
import io.kinesisrewind.schemas.Position;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeDefinition;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.BillingMode;
import software.amazon.awssdk.services.dynamodb.model.KeySchemaElement;
import software.amazon.awssdk.services.dynamodb.model.KeyType;
import software.amazon.awssdk.services.dynamodb.model.ScalarAttributeType;
import software.amazon.awssdk.services.dynamodb.model.WriteRequest;

/** A stream's latest table in the sandbox's DynamoDB, as the contract says. */
public final class TestLatestTable implements AutoCloseable {

  private static final int MAX_BATCH = 25;

  private final DynamoDbClient client;
  private final String name;

  /**
   * @param key name of its hash key
   */
  public TestLatestTable(Sandbox sandbox, String stream, String key) {
    name = LatestTable.tableName(stream);
    client =
        DynamoDbClient.builder()
            .endpointOverride(sandbox.dynamoDbEndpoint())
            .region(Region.US_EAST_1)
            .credentialsProvider(
                StaticCredentialsProvider.create(AwsBasicCredentials.create("test", "test")))
            .build();
    client.createTable(
        request ->
            request
                .tableName(name)
                .billingMode(BillingMode.PAY_PER_REQUEST)
                .keySchema(
                    KeySchemaElement.builder().attributeName(key).keyType(KeyType.HASH).build())
                .attributeDefinitions(
                    AttributeDefinition.builder()
                        .attributeName(key)
                        .attributeType(ScalarAttributeType.S)
                        .build()));
  }

  public DynamoDbClient client() {
    return client;
  }

  public String name() {
    return name;
  }

  /** As the archive job would. */
  public static Map<String, AttributeValue> item(ArchivedRecord record) {
    Map<String, AttributeValue> item = withoutData(record);
    item.put(
        LatestTable.RECORD_DATA,
        AttributeValue.fromB(SdkBytes.fromByteArray(Records.bytes(record))));
    return item;
  }

  /** Of a record too large for an item. */
  public static Map<String, AttributeValue> withoutData(ArchivedRecord record) {
    Map<String, AttributeValue> item = new HashMap<>();
    item.put(LatestTable.PARTITION_KEY, AttributeValue.fromS(record.getPartitionKey()));
    item.put(LatestTable.SHARD_ID, AttributeValue.fromS(record.getShardId()));
    item.put(
        LatestTable.POSITION,
        AttributeValue.fromB(SdkBytes.fromByteArray(Position.of(record).toBytes())));
    item.put(
        LatestTable.APPROXIMATE_ARRIVAL_TIMESTAMP,
        AttributeValue.fromN(
            BigDecimal.valueOf(record.getApproximateArrivalTimestamp().toEpochMilli(), 3)
                .toPlainString()));
    return item;
  }

  public static Map<String, AttributeValue> deleted(ArchivedRecord record) {
    Map<String, AttributeValue> item = withoutData(record);
    item.put(LatestTable.DELETED, AttributeValue.fromBool(true));
    return item;
  }

  public static Map<String, AttributeValue> expired(ArchivedRecord record) {
    Map<String, AttributeValue> item = item(record);
    item.put(
        LatestTable.EXPIRE_AFTER,
        AttributeValue.fromN(Long.toString(Instant.now().getEpochSecond() - 60)));
    return item;
  }

  public void put(List<Map<String, AttributeValue>> items) {
    for (int from = 0; from < items.size(); from += MAX_BATCH) {
      List<WriteRequest> batch = new ArrayList<>();
      for (Map<String, AttributeValue> item :
          items.subList(from, Math.min(items.size(), from + MAX_BATCH))) {
        batch.add(WriteRequest.builder().putRequest(put -> put.item(item)).build());
      }
      client.batchWriteItem(request -> request.requestItems(Map.of(name, batch)));
    }
  }

  @Override
  public void close() {
    client.deleteTable(request -> request.tableName(name));
    client.close();
  }
}
