package io.kinesisrewind.archive.support;

import io.kinesisrewind.sandbox.Sandbox;
import io.kinesisrewind.schemas.HistoryTable;
import io.kinesisrewind.schemas.LatestTable;
import io.kinesisrewind.schemas.Position;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** Reads a history table of the sandbox. */
public final class HistoryReader implements AutoCloseable {

  private final DynamoDbClient client;
  private final String table;

  public HistoryReader(Sandbox sandbox, String stream) {
    this.client = LatestReader.client(sandbox);
    this.table = HistoryTable.tableName(stream);
  }

  /** All there are, in no order. */
  public List<Map<String, AttributeValue>> items() {
    return client
        .scanPaginator(request -> request.tableName(table).consistentRead(true))
        .items()
        .stream()
        .collect(Collectors.toList());
  }

  /** Of one partition key, in the table's own order. */
  public List<Map<String, AttributeValue>> items(String key) {
    return client
        .queryPaginator(
            request ->
                request
                    .tableName(table)
                    .consistentRead(true)
                    .keyConditionExpression(LatestTable.PARTITION_KEY + " = :key")
                    .expressionAttributeValues(Map.of(":key", AttributeValue.fromS(key))))
        .items()
        .stream()
        .collect(Collectors.toList());
  }

  public static Position position(Map<String, AttributeValue> item) {
    return Position.fromBytes(item.get(LatestTable.POSITION).b().asByteArrayUnsafe());
  }

  @Override
  public void close() {
    client.close();
  }
}
