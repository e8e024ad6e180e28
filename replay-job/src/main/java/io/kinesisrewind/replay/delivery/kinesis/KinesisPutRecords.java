package io.kinesisrewind.replay.delivery.kinesis;

import io.kinesisrewind.runtime.AwsAccess;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import software.amazon.awssdk.awscore.retry.AwsRetryStrategy;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.http.Protocol;
import software.amazon.awssdk.http.nio.netty.NettyNioAsyncHttpClient;
import software.amazon.awssdk.services.kinesis.KinesisAsyncClient;
import software.amazon.awssdk.services.kinesis.model.ListShardsResponse;
import software.amazon.awssdk.services.kinesis.model.PutRecordsRequestEntry;
import software.amazon.awssdk.services.kinesis.model.PutRecordsResponse;
import software.amazon.awssdk.services.kinesis.model.PutRecordsResultEntry;
import software.amazon.awssdk.services.kinesis.model.Shard;

/** PutRecords of the AWS SDK. */
final class KinesisPutRecords implements PutRecordsClient {

  private static final Duration CALL_TIMEOUT = Duration.ofSeconds(30);
  private static final String THROTTLED = "ProvisionedThroughputExceededException";

  private final KinesisAsyncClient client;
  private final String streamName;

  private KinesisPutRecords(KinesisAsyncClient client, String streamName) {
    this.client = client;
    this.streamName = streamName;
  }

  /**
   * @param calls under way at a time
   */
  static KinesisPutRecords of(AwsAccess aws, String streamName, int calls) {
    // HTTP/2, the SDK's choice for Kinesis, serves its subscriptions; puts need none of it, and
    // what stands in for Kinesis may not speak it. Trying again is the dispatcher's to decide.
    KinesisAsyncClient client =
        aws.kinesis(KinesisAsyncClient.builder())
            .httpClientBuilder(
                NettyNioAsyncHttpClient.builder()
                    .protocol(Protocol.HTTP1_1)
                    .maxConcurrency(calls + 1))
            .overrideConfiguration(
                configuration ->
                    configuration
                        .retryStrategy(AwsRetryStrategy.doNotRetry())
                        .apiCallTimeout(CALL_TIMEOUT))
            .build();
    return new KinesisPutRecords(client, streamName);
  }

  @Override
  public CompletableFuture<List<PutResult>> put(List<PutEntry> entries) {
    List<PutRecordsRequestEntry> records = new ArrayList<>(entries.size());
    entries.forEach(entry -> records.add(record(entry)));
    return client
        .putRecords(request -> request.streamName(streamName).records(records))
        .handle(
            (response, fault) -> {
              if (fault != null) {
                throw PutFaults.translate(fault, streamName);
              }
              return results(response);
            });
  }

  @Override
  public CompletableFuture<ShardRanges> shards() {
    return client
        .listShards(request -> request.streamName(streamName))
        .thenCompose(first -> further(first, new ArrayList<>()))
        .thenApply(ShardRanges::of);
  }

  private CompletableFuture<List<Shard>> further(ListShardsResponse page, List<Shard> before) {
    before.addAll(page.shards());
    return page.nextToken() == null
        ? CompletableFuture.completedFuture(before)
        : client
            .listShards(request -> request.nextToken(page.nextToken()))
            .thenCompose(next -> further(next, before));
  }

  @Override
  public void close() {
    client.close();
  }

  private static PutRecordsRequestEntry record(PutEntry entry) {
    return PutRecordsRequestEntry.builder()
        .partitionKey(entry.partitionKey())
        .explicitHashKey(entry.explicitHashKey().orElse(null))
        .data(SdkBytes.fromByteBuffer(entry.data()))
        .build();
  }

  private static List<PutResult> results(PutRecordsResponse response) {
    List<PutResult> results = new ArrayList<>(response.records().size());
    for (PutRecordsResultEntry record : response.records()) {
      if (record.errorCode() == null) {
        results.add(PutResult.ACCEPTED);
      } else {
        results.add(record.errorCode().equals(THROTTLED) ? PutResult.THROTTLED : PutResult.FAILED);
      }
    }
    return results;
  }
}
