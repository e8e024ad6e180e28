package io.kinesisrewind.archive.latest;

import io.kinesisrewind.schemas.LatestTable;
import java.time.Instant;
import java.util.Map;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.PutItemRequest;

/** The request that writes an item, with the condition under which the table does not go back. */
final class LatestPut {

  private static final Map<String, String> NAMES = Map.of("#position", LatestTable.POSITION);

  private LatestPut() {}

  static PutItemRequest of(LatestItem item, LatestItems items, Instant now) {
    SdkBytes position = SdkBytes.fromByteArray(item.position());
    return PutItemRequest.builder()
        .tableName(item.tableName())
        .item(items.attributes(item, now))
        .conditionExpression(
            items.isExpired(item, now) ? LatestTable.NEWER_REPLACES : LatestTable.NEWER_WINS)
        .expressionAttributeNames(NAMES)
        .expressionAttributeValues(Map.of(":position", AttributeValue.fromB(position)))
        .build();
  }
}
