package io.kinesisrewind.cli.tables;

import io.kinesisrewind.schemas.LatestTable;
import io.kinesisrewind.schemas.Position;
import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.GetItemResponse;
import software.amazon.awssdk.services.dynamodb.model.QueryRequest;
import software.amazon.awssdk.services.dynamodb.model.QueryResponse;
import software.amazon.awssdk.services.dynamodb.model.ScanRequest;
import software.amazon.awssdk.services.dynamodb.model.ScanResponse;

/**
 * Reads a table page by page: a page (at most 1 MB in the table) is all that is in memory.
 *
 * <p>A key's own records are read consistently: what a writer was told is written is there. A scan,
 * which pays for the whole table, is so only where the user wants it.
 */
public final class TableReader {

  private final DynamoDbClient client;
  private final StreamTable table;

  public TableReader(DynamoDbClient client, StreamTable table) {
    this.client = client;
    this.table = table;
  }

  /** Takes a page of items. */
  @FunctionalInterface
  public interface Pages {

    /**
     * @return whether more is wanted
     */
    boolean accept(List<Map<String, AttributeValue>> items) throws IOException;
  }

  /** The item of a key in the latest table: a page of one, or of none. */
  public void latest(String key, Pages pages) throws IOException {
    GetItemResponse response =
        client.getItem(
            request ->
                request
                    .tableName(table.name())
                    .key(Map.of(LatestTable.PARTITION_KEY, AttributeValue.fromS(key)))
                    .consistentRead(true));
    pages.accept(response.hasItem() ? List.of(response.item()) : List.of());
  }

  /**
   * The items of a key in the history table, by position.
   *
   * @param pageSize most items of a page; null for what fits
   */
  public void history(String key, PositionRange range, Integer pageSize, Pages pages)
      throws IOException {
    Map<String, AttributeValue> values = new HashMap<>();
    values.put(":key", AttributeValue.fromS(key));
    values.put(":first", value(range.first()));
    if (range.last() != null) {
      values.put(":last", value(range.last()));
    }
    QueryRequest query =
        QueryRequest.builder()
            .tableName(table.name())
            .keyConditionExpression(
                "#key = :key AND #position "
                    + (range.last() == null ? ">= :first" : "BETWEEN :first AND :last"))
            .expressionAttributeNames(
                Map.of("#key", LatestTable.PARTITION_KEY, "#position", LatestTable.POSITION))
            .expressionAttributeValues(values)
            .consistentRead(true)
            .limit(pageSize)
            .build();
    for (QueryResponse page : client.queryPaginator(query)) {
      if (!pages.accept(page.items())) {
        return;
      }
    }
  }

  /**
   * One of so many parts of the table, in no order.
   *
   * @param pageSize most items of a page; null for what fits
   */
  void scan(Segment segment, boolean consistent, Integer pageSize, Pages pages) throws IOException {
    ScanRequest scan =
        ScanRequest.builder()
            .tableName(table.name())
            .segment(segment.index())
            .totalSegments(segment.count())
            .consistentRead(consistent)
            .limit(pageSize)
            .build();
    for (ScanResponse page : client.scanPaginator(scan)) {
      if (!pages.accept(page.items())) {
        return;
      }
    }
  }

  /** A part of a table that is scanned by itself. */
  record Segment(int index, int count) {}

  private static AttributeValue value(Position position) {
    return AttributeValue.fromB(SdkBytes.fromByteArray(position.toBytes()));
  }
}
