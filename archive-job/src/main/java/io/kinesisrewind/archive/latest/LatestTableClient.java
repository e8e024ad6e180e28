package io.kinesisrewind.archive.latest;

import io.kinesisrewind.archive.PerStream;
import io.kinesisrewind.runtime.AwsAccess;
import java.time.Instant;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import software.amazon.awssdk.http.nio.netty.NettyNioAsyncHttpClient;
import software.amazon.awssdk.services.dynamodb.DynamoDbAsyncClient;
import software.amazon.awssdk.services.dynamodb.model.ConditionalCheckFailedException;

/** Puts items under the condition that the table does not go back. */
final class LatestTableClient implements AutoCloseable {

  /**
   * By default the SDK tries nine times, and under throttling holds a checkpoint up for most of a
   * minute before it says anything. The sink repeats writes as well, and slows down meanwhile.
   */
  private static final int MAX_ATTEMPTS = 3;

  private final DynamoDbAsyncClient client;
  private final LatestItems items;
  private final PerStream<LatestMetrics> metrics;

  LatestTableClient(AwsAccess aws, LatestItems items, PerStream<LatestMetrics> metrics) {
    this.items = items;
    this.client =
        aws.dynamoDb(DynamoDbAsyncClient.builder())
            .httpClientBuilder(
                NettyNioAsyncHttpClient.builder()
                    .maxConcurrency(LatestTableSink.MAX_BATCH * LatestTableSink.MAX_IN_FLIGHT))
            .overrideConfiguration(
                override -> override.retryStrategy(retries -> retries.maxAttempts(MAX_ATTEMPTS)))
            .build();
    this.metrics = metrics;
  }

  /** Done, too, where the table has the item or a later one already. */
  CompletableFuture<Void> put(LatestItem item) {
    LatestMetrics ofStream = metrics.of(item.record().getStreamName());
    return client
        .putItem(LatestPut.of(item, items, Instant.now()))
        .handle((response, error) -> settle(error, ofStream));
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
}
