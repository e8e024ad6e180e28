package io.kinesisrewind.replay.source.stream.kinesis;

import io.kinesisrewind.replay.source.stream.split.ShardStart;
import io.kinesisrewind.runtime.AwsAccess;
import io.kinesisrewind.runtime.AwsFailure;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import software.amazon.awssdk.awscore.retry.AwsRetryStrategy;
import software.amazon.awssdk.core.SdkResponse;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.http.apache.ApacheHttpClient;
import software.amazon.awssdk.retries.api.RetryStrategy;
import software.amazon.awssdk.services.kinesis.KinesisClient;
import software.amazon.awssdk.services.kinesis.model.ChildShard;
import software.amazon.awssdk.services.kinesis.model.GetRecordsResponse;
import software.amazon.awssdk.services.kinesis.model.GetShardIteratorRequest;
import software.amazon.awssdk.services.kinesis.model.ListShardsRequest;
import software.amazon.awssdk.services.kinesis.model.ListShardsResponse;
import software.amazon.awssdk.services.kinesis.model.ResourceNotFoundException;
import software.amazon.awssdk.services.kinesis.model.Shard;
import software.amazon.awssdk.services.kinesis.model.ShardIteratorType;
import software.amazon.awssdk.services.kinesis.model.StreamDescriptionSummary;
import software.amazon.awssdk.services.kinesis.model.StreamStatus;

/** One stream, through the AWS SDK. Calls wait for their answers; failures are the SDK's. */
public final class KinesisStream implements ShardReads {

  private static final Duration CALL_TIMEOUT = Duration.ofSeconds(30);

  private final KinesisClient client;
  private final String name;

  private KinesisStream(KinesisClient client, String name) {
    this.client = client;
    this.name = name;
  }

  /** To look at a stream: what fails for a moment is tried again. */
  public static KinesisStream toLookAt(AwsAccess aws, String name) {
    return new KinesisStream(client(aws, AwsRetryStrategy.standardRetryStrategy()), name);
  }

  /** To read its shards: the reader knows better when to ask again. */
  public static ShardReads toRead(AwsAccess aws, String name) {
    return new KinesisStream(client(aws, AwsRetryStrategy.doNotRetry()), name);
  }

  /** Not the asynchronous one: that takes two seconds to close. */
  private static KinesisClient client(AwsAccess aws, RetryStrategy retries) {
    return aws.kinesis(KinesisClient.builder())
        .httpClientBuilder(ApacheHttpClient.builder())
        .overrideConfiguration(
            configuration -> configuration.retryStrategy(retries).apiCallTimeout(CALL_TIMEOUT))
        .build();
  }

  /** What keeps a stream from being read, as the end of a sentence with its remedy. */
  public static Optional<String> problem(AwsAccess aws, String name) {
    try (KinesisStream stream = toLookAt(aws, name)) {
      StreamStatus status = stream.summary().streamStatus();
      return status == StreamStatus.ACTIVE || status == StreamStatus.UPDATING
          ? Optional.empty()
          : Optional.of("the stream is " + status + "; wait until it is ACTIVE");
    } catch (ResourceNotFoundException e) {
      return Optional.of(
          "there is no such stream in "
              + aws.region()
              + "; check the name, --region and the account");
    } catch (SdkException e) {
      return Optional.of(AwsFailure.explain(e, "kinesis:DescribeStreamSummary"));
    }
  }

  public StreamDescriptionSummary summary() {
    return client
        .describeStreamSummary(request -> request.streamName(name))
        .streamDescriptionSummary();
  }

  /** All that Kinesis still knows of, closed ones with records included. */
  public List<Shard> shards() {
    List<Shard> shards = new ArrayList<>();
    String next = null;
    do {
      ListShardsResponse response = client.listShards(page(next));
      shards.addAll(response.shards());
      next = response.nextToken();
    } while (next != null);
    return shards;
  }

  /** Kinesis' own time; a second is as fine as it says. */
  public Instant time() {
    return time(client.listShards(request -> request.streamName(name).maxResults(1)));
  }

  @Override
  public String iterator(String shardId, ShardStart start) {
    GetShardIteratorRequest.Builder request =
        GetShardIteratorRequest.builder()
            .streamName(name)
            .shardId(shardId)
            .shardIteratorType(ShardIteratorType.TRIM_HORIZON);
    start
        .time()
        .ifPresent(
            time -> request.shardIteratorType(ShardIteratorType.AT_TIMESTAMP).timestamp(time));
    start
        .sequence()
        .ifPresent(
            sequence ->
                request
                    .shardIteratorType(ShardIteratorType.AT_SEQUENCE_NUMBER)
                    .startingSequenceNumber(sequence));
    return client.getShardIterator(request.build()).shardIterator();
  }

  @Override
  public ShardBatch read(String iterator, int limit) {
    GetRecordsResponse response =
        client.getRecords(request -> request.shardIterator(iterator).limit(limit));
    boolean atTip = response.millisBehindLatest() == null || response.millisBehindLatest() == 0;
    return new ShardBatch(
        response.records(),
        response.nextShardIterator(),
        atTip,
        time(response),
        response.childShards());
  }

  @Override
  public List<ChildShard> children(String shardId) {
    List<ChildShard> children = new ArrayList<>();
    for (Shard shard : shards()) {
      List<String> parents =
          Stream.of(shard.parentShardId(), shard.adjacentParentShardId())
              .filter(Objects::nonNull)
              .collect(Collectors.toList());
      if (parents.contains(shardId)) {
        children.add(ChildShard.builder().shardId(shard.shardId()).parentShards(parents).build());
      }
    }
    return children;
  }

  @Override
  public void close() {
    client.close();
  }

  private Consumer<ListShardsRequest.Builder> page(String next) {
    return next == null ? request -> request.streamName(name) : request -> request.nextToken(next);
  }

  private static Instant time(SdkResponse response) {
    try {
      return response
          .sdkHttpResponse()
          .firstMatchingHeader("Date")
          .map(date -> ZonedDateTime.parse(date, DateTimeFormatter.RFC_1123_DATE_TIME).toInstant())
          .orElseGet(Instant::now);
    } catch (DateTimeParseException e) {
      return Instant.now();
    }
  }
}
