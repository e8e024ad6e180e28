package io.kinesisrewind.archive.latest;

import io.kinesisrewind.archive.ArchiveMetrics;
import io.kinesisrewind.runtime.AwsAccess;
import io.kinesisrewind.schemas.LatestTable;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.apache.flink.metrics.Counter;
import org.apache.flink.metrics.MetricGroup;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.http.nio.netty.NettyNioAsyncHttpClient;
import software.amazon.awssdk.services.dynamodb.DynamoDbAsyncClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.ConditionalCheckFailedException;
import software.amazon.awssdk.services.dynamodb.model.PutItemRequest;

/** Puts items under the condition that the table does not go back. */
final class LatestTableClient implements AutoCloseable {

  private static final Map<String, String> NAMES = Map.of("#position", LatestTable.POSITION);

  /**
   * By default the SDK tries nine times, and under throttling holds a checkpoint up for most of a
   * minute before it says anything. The sink repeats writes as well, and slows down meanwhile.
   */
  private static final int MAX_ATTEMPTS = 3;

  private final DynamoDbAsyncClient client;
  private final Counter writes;
  private final Counter superseded;

  LatestTableClient(AwsAccess aws, MetricGroup metrics) {
    this.client =
        aws.dynamoDb(DynamoDbAsyncClient.builder())
            .httpClientBuilder(
                NettyNioAsyncHttpClient.builder()
                    .maxConcurrency(LatestTableSink.MAX_BATCH * LatestTableSink.MAX_IN_FLIGHT))
            .overrideConfiguration(
                override -> override.retryStrategy(retries -> retries.maxAttempts(MAX_ATTEMPTS)))
            .build();
    this.writes = ArchiveMetrics.counter(metrics, ArchiveMetrics.LATEST_WRITES);
    this.superseded = ArchiveMetrics.counter(metrics, ArchiveMetrics.SUPERSEDED);
  }

  /** Done, too, where the table has the item or a later one already. */
  CompletableFuture<Void> put(LatestItem item) {
    return client.putItem(request(item)).handle((response, error) -> settle(error));
  }

  @Override
  public void close() {
    client.close();
  }

  private Void settle(Throwable error) {
    if (error == null) {
      writes.inc();
      return null;
    }
    Throwable cause = error instanceof CompletionException ? error.getCause() : error;
    if (cause instanceof ConditionalCheckFailedException) {
      superseded.inc();
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
