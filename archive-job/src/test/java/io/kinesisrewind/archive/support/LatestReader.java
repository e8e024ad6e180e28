package io.kinesisrewind.archive.support;

import io.kinesisrewind.sandbox.Sandbox;
import io.kinesisrewind.schemas.LatestTable;
import io.kinesisrewind.schemas.Position;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import software.amazon.awssdk.http.apache.ApacheHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** Reads a latest table of the sandbox. */
public final class LatestReader implements AutoCloseable {

  private final DynamoDbClient client;
  private final String table;

  public LatestReader(Sandbox sandbox, String stream) {
    this.client = client(sandbox);
    this.table = LatestTable.tableName(stream);
  }

  public static DynamoDbClient client(Sandbox sandbox) {
    return DynamoDbClient.builder()
        .httpClientBuilder(ApacheHttpClient.builder())
        .endpointOverride(sandbox.dynamoDbEndpoint())
        .region(Region.of(sandbox.region()))
        .build();
  }

  /** By partition key. */
  public Map<String, Map<String, AttributeValue>> items() {
    return client
        .scanPaginator(request -> request.tableName(table).consistentRead(true))
        .items()
        .stream()
        .collect(Collectors.toMap(item -> item.get(LatestTable.PARTITION_KEY).s(), item -> item));
  }

  public Map<String, Position> positions() {
    Map<String, Position> positions = new HashMap<>();
    items()
        .forEach(
            (key, item) ->
                positions.put(
                    key,
                    Position.fromBytes(item.get(LatestTable.POSITION).b().asByteArrayUnsafe())));
    return positions;
  }

  /** What a latest table holds once it has seen these. */
  public static Map<String, Position> highest(List<PutRecord> puts) {
    Map<String, Position> highest = new HashMap<>();
    for (PutRecord put : puts) {
      highest.merge(put.key(), put.position(), (a, b) -> a.compareTo(b) >= 0 ? a : b);
    }
    return highest;
  }

  @Override
  public void close() {
    client.close();
  }
}
