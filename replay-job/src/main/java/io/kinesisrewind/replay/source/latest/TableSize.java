package io.kinesisrewind.replay.source.latest;

import io.kinesisrewind.runtime.AwsAccess;
import io.kinesisrewind.runtime.AwsFailure;
import io.kinesisrewind.runtime.UsageException;
import io.kinesisrewind.schemas.LatestTable;
import java.util.List;
import java.util.stream.Collectors;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.KeySchemaElement;
import software.amazon.awssdk.services.dynamodb.model.ResourceNotFoundException;
import software.amazon.awssdk.services.dynamodb.model.TableDescription;

/** How large a table is, about: DynamoDB counts every six hours. */
public final class TableSize {

  private final long items;
  private final long bytes;

  TableSize(long items, long bytes) {
    this.items = items;
    this.bytes = bytes;
  }

  /**
   * Of a stream's latest table.
   *
   * @throws UsageException where there is none that can be read
   */
  public static TableSize of(AwsAccess aws, String stream) {
    String name = LatestTable.tableName(stream);
    try (DynamoDbClient client = aws.dynamoDb(DynamoDbClient.builder()).build()) {
      TableDescription table = client.describeTable(request -> request.tableName(name)).table();
      List<String> key =
          table.keySchema().stream()
              .map(KeySchemaElement::attributeName)
              .collect(Collectors.toList());
      if (!key.equals(List.of(LatestTable.PARTITION_KEY))) {
        throw problem(name, "is not a latest table: its key is " + key);
      }
      return new TableSize(table.itemCount(), table.tableSizeBytes());
    } catch (ResourceNotFoundException e) {
      throw problem(
          name,
          "does not exist in "
              + aws.region()
              + "; check --stream and --region. A stream has it where its mode has latest");
    } catch (SdkException e) {
      throw problem(name, AwsFailure.explain(e, "dynamodb:DescribeTable"));
    }
  }

  public long items() {
    return items;
  }

  public long bytes() {
    return bytes;
  }

  private static UsageException problem(String table, String what) {
    return new UsageException("--source latest: the DynamoDB table " + table + " " + what);
  }
}
