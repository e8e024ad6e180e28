package io.kinesisrewind.cli;

import io.kinesisrewind.sandbox.Sandbox;
import io.kinesisrewind.schemas.Position;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.GZIPOutputStream;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeDefinition;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.BillingMode;
import software.amazon.awssdk.services.dynamodb.model.KeySchemaElement;
import software.amazon.awssdk.services.dynamodb.model.KeyType;
import software.amazon.awssdk.services.dynamodb.model.ScalarAttributeType;
import software.amazon.awssdk.services.dynamodb.model.WriteRequest;

/** A table as the archive job fills it, by hand; names and types are those of the contract. */
final class TestTable implements AutoCloseable {

  static final String SHARD = "shardId-000000000002";

  /** 2026-03-01T09:59:00.005Z. */
  static final String ARRIVAL = "1772359140.005";

  private static final int MAX_BATCH = 25;
  private static final int MAX_BATCH_BYTES = 8 << 20;

  private final DynamoDbClient client;
  private final String name;

  private TestTable(Sandbox sandbox, String name) {
    this.client = SandboxAccess.of(sandbox).dynamoDb(DynamoDbClient.builder()).build();
    this.name = name;
  }

  /** The latest table of a stream. */
  static TestTable latest(Sandbox sandbox, String stream) {
    TestTable table = new TestTable(sandbox, stream + "-archive-latest");
    table.create("partitionKey", null);
    return table;
  }

  /** The history table of a stream. */
  static TestTable history(Sandbox sandbox, String stream) {
    TestTable table = new TestTable(sandbox, stream + "-archive-all");
    table.create("partitionKey", "position");
    return table;
  }

  /** A table of that name which is somebody else's. */
  static TestTable foreign(Sandbox sandbox, String name) {
    TestTable table = new TestTable(sandbox, name);
    table.create("id", null);
    return table;
  }

  String name() {
    return name;
  }

  static Map<String, AttributeValue> item(String key, String sequence, long sub, byte[] data) {
    Map<String, AttributeValue> item = withoutData(key, sequence, sub);
    item.put("recordData", bytes(data));
    return item;
  }

  static Map<String, AttributeValue> gzipped(String key, String sequence, byte[] data) {
    Map<String, AttributeValue> item = withoutData(key, sequence, 0);
    item.put("recordData", bytes(gzip(data)));
    item.put("recordDataEncoding", AttributeValue.fromS("gzip"));
    return item;
  }

  static Map<String, AttributeValue> withoutData(String key, String sequence, long sub) {
    Map<String, AttributeValue> item = new HashMap<>();
    item.put("partitionKey", AttributeValue.fromS(key));
    item.put("sequenceNumber", AttributeValue.fromS(sequence));
    item.put("subSequenceNumber", AttributeValue.fromN(Long.toString(sub)));
    item.put("position", bytes(Position.of(sequence, sub).toBytes()));
    item.put("shardId", AttributeValue.fromS(SHARD));
    item.put("approximateArrivalTimestamp", AttributeValue.fromN(ARRIVAL));
    item.put("lastUpdate", AttributeValue.fromS("2026-03-01T09:59:01Z"));
    return item;
  }

  /** Expiring so many seconds from now. */
  static Map<String, AttributeValue> expiring(Map<String, AttributeValue> item, long seconds) {
    long at = System.currentTimeMillis() / 1_000 + seconds;
    item.put("expireAfter", AttributeValue.fromN(BigDecimal.valueOf(at).toPlainString()));
    return item;
  }

  void put(List<Map<String, AttributeValue>> items) {
    List<WriteRequest> batch = new ArrayList<>();
    long size = 0;
    for (Map<String, AttributeValue> item : items) {
      int bytes =
          item.containsKey("recordData") ? item.get("recordData").b().asByteArray().length : 0;
      if (batch.size() == MAX_BATCH || size + bytes > MAX_BATCH_BYTES) {
        write(batch);
        batch = new ArrayList<>();
        size = 0;
      }
      batch.add(WriteRequest.builder().putRequest(put -> put.item(item)).build());
      size += bytes;
    }
    write(batch);
  }

  void put(Map<String, AttributeValue> item) {
    put(List.of(item));
  }

  @Override
  public void close() {
    client.deleteTable(request -> request.tableName(name));
    client.close();
  }

  private void write(List<WriteRequest> batch) {
    client.batchWriteItem(request -> request.requestItems(Map.of(name, batch)));
  }

  private void create(String hash, String range) {
    List<KeySchemaElement> key = new ArrayList<>(List.of(element(hash, KeyType.HASH)));
    List<AttributeDefinition> types =
        new ArrayList<>(List.of(definition(hash, ScalarAttributeType.S)));
    if (range != null) {
      key.add(element(range, KeyType.RANGE));
      types.add(definition(range, ScalarAttributeType.B));
    }
    client.createTable(
        request ->
            request
                .tableName(name)
                .billingMode(BillingMode.PAY_PER_REQUEST)
                .keySchema(key)
                .attributeDefinitions(types));
  }

  private static KeySchemaElement element(String name, KeyType type) {
    return KeySchemaElement.builder().attributeName(name).keyType(type).build();
  }

  private static AttributeDefinition definition(String name, ScalarAttributeType type) {
    return AttributeDefinition.builder().attributeName(name).attributeType(type).build();
  }

  private static AttributeValue bytes(byte[] value) {
    return AttributeValue.fromB(SdkBytes.fromByteArray(value));
  }

  private static byte[] gzip(byte[] data) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (GZIPOutputStream gzip = new GZIPOutputStream(bytes)) {
      gzip.write(data);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toByteArray();
  }
}
