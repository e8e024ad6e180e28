package io.kinesisrewind.archive.latest;

import io.kinesisrewind.schemas.LatestTable;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.PutItemRequest;

/** A latest table in memory, which notes every key that goes back. */
final class ModelTable {

  private final Map<String, Map<String, AttributeValue>> items = new HashMap<>();
  private final Map<String, Long> highest = new HashMap<>();
  private final List<String> wentBack = new ArrayList<>();

  /** As DynamoDB does, declining where the condition does not hold. */
  void apply(PutItemRequest put) {
    String key = put.item().get(LatestTable.PARTITION_KEY).s();
    if (!holds(put.conditionExpression(), items.get(key), put)) {
      return;
    }
    items.put(key, put.item());
    Long before = highest.put(key, sequenceNumber(key));
    if (before != null && before > sequenceNumber(key)) {
      wentBack.add(key + " from " + before + " to " + sequenceNumber(key));
    }
  }

  /** Deletes what has expired. */
  void expire(Instant now) {
    items
        .values()
        .removeIf(
            item ->
                item.containsKey(LatestTable.EXPIRE_AFTER)
                    && Long.parseLong(item.get(LatestTable.EXPIRE_AFTER).n())
                        <= now.getEpochSecond());
  }

  Map<String, AttributeValue> item(String key) {
    return items.get(key);
  }

  long sequenceNumber(String key) {
    return Long.parseLong(items.get(key).get(LatestTable.SEQUENCE_NUMBER).s());
  }

  /** Keys and sequence numbers that a reader sees. */
  Map<String, Long> live() {
    Map<String, Long> live = new TreeMap<>();
    items.forEach(
        (key, item) -> {
          if (!LatestTable.isDeleted(item)) {
            live.put(key, sequenceNumber(key));
          }
        });
    return live;
  }

  List<String> wentBack() {
    return wentBack;
  }

  private static boolean holds(
      String condition, Map<String, AttributeValue> item, PutItemRequest put) {
    boolean lower = item != null && isLower(item, put);
    return switch (condition) {
      case "attribute_not_exists(#position) OR #position < :position" -> item == null || lower;
      case "#position < :position" -> lower;
      default -> throw new AssertionError("Another condition: " + condition);
    };
  }

  private static boolean isLower(Map<String, AttributeValue> item, PutItemRequest put) {
    return Arrays.compareUnsigned(
            item.get(LatestTable.POSITION).b().asByteArrayUnsafe(),
            put.expressionAttributeValues().get(":position").b().asByteArrayUnsafe())
        < 0;
  }
}
