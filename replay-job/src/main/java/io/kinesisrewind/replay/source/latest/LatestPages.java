package io.kinesisrewind.replay.source.latest;

import io.kinesisrewind.schemas.LatestTable;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.BatchGetItemResponse;
import software.amazon.awssdk.services.dynamodb.model.ConsumedCapacity;
import software.amazon.awssdk.services.dynamodb.model.KeysAndAttributes;
import software.amazon.awssdk.services.dynamodb.model.ReturnConsumedCapacity;
import software.amazon.awssdk.services.dynamodb.model.ScanRequest;
import software.amazon.awssdk.services.dynamodb.model.ScanResponse;

/** Asks DynamoDB for the next page of a split. */
final class LatestPages {

  /** Together below the 16 MB that one answer has at most, whatever their size. */
  private static final int KEYS = 25;

  private final DynamoDbClient client;
  private final String table;
  private final boolean consistent;

  LatestPages(DynamoDbClient client, String table, boolean consistent) {
    this.client = client;
    this.table = table;
    this.consistent = consistent;
  }

  LatestPage next(LatestSplit split) {
    return split.isSegment() ? scan(split) : get(split.nextKeys(KEYS));
  }

  /** At most 1 MB of the table. */
  private LatestPage scan(LatestSplit split) {
    ScanRequest.Builder request =
        ScanRequest.builder()
            .tableName(table)
            .segment(split.index())
            .totalSegments(split.count())
            .consistentRead(consistent)
            .returnConsumedCapacity(ReturnConsumedCapacity.TOTAL);
    if (split.after() != null) {
      request.exclusiveStartKey(key(split.after()));
    }
    ScanResponse response = client.scan(request.build());
    boolean end = !response.hasLastEvaluatedKey() || response.lastEvaluatedKey().isEmpty();
    String last = end ? null : response.lastEvaluatedKey().get(LatestTable.PARTITION_KEY).s();
    return new LatestPage(response.items(), last, end, units(response.consumedCapacity()));
  }

  /** What DynamoDB leaves undone comes with a later page: only what comes first is taken. */
  private LatestPage get(List<String> keys) {
    if (keys.isEmpty()) {
      return new LatestPage(List.of(), null, true, 0);
    }
    BatchGetItemResponse response =
        client.batchGetItem(
            request ->
                request
                    .requestItems(Map.of(table, wanted(keys)))
                    .returnConsumedCapacity(ReturnConsumedCapacity.TOTAL));
    Set<String> undone = undone(response);
    List<String> done =
        keys.stream().takeWhile(key -> !undone.contains(key)).collect(Collectors.toList());
    List<Map<String, AttributeValue>> items =
        response.responses().getOrDefault(table, List.of()).stream()
            .filter(item -> done.contains(keyOf(item)))
            .sorted(Comparator.comparing(LatestPages::keyOf))
            .collect(Collectors.toList());
    String last = done.isEmpty() ? null : done.get(done.size() - 1);
    double units = response.consumedCapacity().stream().mapToDouble(LatestPages::units).sum();
    return new LatestPage(items, last, false, units);
  }

  private KeysAndAttributes wanted(List<String> keys) {
    return KeysAndAttributes.builder()
        .keys(keys.stream().map(LatestPages::key).collect(Collectors.toList()))
        .consistentRead(consistent)
        .build();
  }

  private Set<String> undone(BatchGetItemResponse response) {
    KeysAndAttributes undone = response.unprocessedKeys().get(table);
    return undone == null
        ? Set.of()
        : undone.keys().stream().map(LatestPages::keyOf).collect(Collectors.toSet());
  }

  static String keyOf(Map<String, AttributeValue> item) {
    return item.get(LatestTable.PARTITION_KEY).s();
  }

  private static Map<String, AttributeValue> key(String key) {
    return Map.of(LatestTable.PARTITION_KEY, AttributeValue.fromS(key));
  }

  private static double units(ConsumedCapacity consumed) {
    return consumed == null || consumed.capacityUnits() == null ? 0 : consumed.capacityUnits();
  }
}
