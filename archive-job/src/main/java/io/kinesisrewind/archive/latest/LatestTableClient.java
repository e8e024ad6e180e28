package io.kinesisrewind.archive.latest;

import io.kinesisrewind.archive.PerStream;
import io.kinesisrewind.runtime.AwsAccess;
import io.kinesisrewind.schemas.LatestTable;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.http.nio.netty.NettyNioAsyncHttpClient;
import software.amazon.awssdk.services.dynamodb.DynamoDbAsyncClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.ConditionalCheckFailedException;
import software.amazon.awssdk.services.dynamodb.model.PutItemRequest;

/** Puts items under the condition that the table does not go back. */
final class LatestTableClient implements AutoCloseable {

  private static final Map<String, String> NAMES = Map.of("#position", LatestTable.POSITION);

  private final DynamoDbAsyncClient client;
  private final PerStream<LatestMetrics> metrics;

  LatestTableClient(AwsAccess aws, PerStream<LatestMetrics> metrics) {
    this.client =
        aws.dynamoDb(DynamoDbAsyncClient.builder())
            .httpClientBuilder(
                NettyNioAsyncHttpClient.builder()
                    .maxConcurrency(LatestTableSink.MAX_BATCH * LatestTableSink.MAX_IN_FLIGHT))
            .build();
    this.metrics = metrics;
  }

  /** Done, too, where the table has the item or a later one already. */
  CompletableFuture<Void> put(LatestItem item) {
    LatestMetrics ofStream = metrics.of(item.record().getStreamName());
    return client.putItem(request(item)).handle((response, error) -> settle(error, ofStream));
  }

  @Override
  public void close() {
    client.close();
  }

  private static Void settle(Throwable error, LatestMetrics metrics) {
    if (error == null) {
      metrics.written();
      return null;
    }
    Throwable cause = error instanceof CompletionException ? error.getCause() : error;
    if (cause instanceof ConditionalCheckFailedException) {
      metrics.superseded();
      return null;
    }
    throw new CompletionException(cause);
  }

  private static PutItemRequest request(LatestItem item) {
    SdkBytes position = SdkBytes.fromByteArray(item.position());
    return PutItemRequest.builder()
        .tableName(item.tableName())
        .item(item.attributes(Instant.now()))
        .conditionExpression(LatestTable.NEWER_WINS)
        .expressionAttributeNames(NAMES)
        .expressionAttributeValues(Map.of(":position", AttributeValue.fromB(position)))
        .build();
  }
}
