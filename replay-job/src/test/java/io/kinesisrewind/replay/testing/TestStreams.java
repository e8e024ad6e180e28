package io.kinesisrewind.replay.testing;

import io.kinesisrewind.sandbox.Sandbox;
import java.math.BigInteger;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.awaitility.Awaitility;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.http.Protocol;
import software.amazon.awssdk.http.nio.netty.NettyNioAsyncHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.kinesis.KinesisAsyncClient;
import software.amazon.awssdk.services.kinesis.model.GetRecordsResponse;
import software.amazon.awssdk.services.kinesis.model.Record;
import software.amazon.awssdk.services.kinesis.model.Shard;
import software.amazon.awssdk.services.kinesis.model.ShardIteratorType;
import software.amazon.awssdk.services.kinesis.model.StreamStatus;

/** Streams of the sandbox's Kinesis. */
public final class TestStreams implements AutoCloseable {

  private final KinesisAsyncClient client;

  public TestStreams(Sandbox sandbox) {
    this(sandbox.kinesisEndpoint());
  }

  public TestStreams(URI endpoint) {
    client =
        KinesisAsyncClient.builder()
            .endpointOverride(endpoint)
            .region(Region.US_EAST_1)
            .credentialsProvider(
                StaticCredentialsProvider.create(AwsBasicCredentials.create("test", "test")))
            .httpClientBuilder(NettyNioAsyncHttpClient.builder().protocol(Protocol.HTTP1_1))
            .build();
  }

  /** Creates a stream and waits until it is there. */
  public String create(String name, int shards) {
    client.createStream(request -> request.streamName(name).shardCount(shards)).join();
    Awaitility.await()
        .atMost(Duration.ofMinutes(1))
        .until(
            () ->
                client
                        .describeStreamSummary(request -> request.streamName(name))
                        .join()
                        .streamDescriptionSummary()
                        .streamStatus()
                    == StreamStatus.ACTIVE);
    return name;
  }

  public boolean exists(String name) {
    return client.listStreams(request -> request.limit(1_000)).join().streamNames().contains(name);
  }

  /** Deletes a stream and waits until it is gone. */
  public void delete(String name) {
    client.deleteStream(request -> request.streamName(name)).join();
    Awaitility.await()
        .atMost(Duration.ofMinutes(1))
        .until(
            () ->
                !client
                    .listStreams(request -> request.limit(1_000))
                    .join()
                    .streamNames()
                    .contains(name));
  }

  KinesisAsyncClient client() {
    return client;
  }

  /** Splits an open shard in the middle, and waits until both halves are there. */
  public void split(String name, String shardId) {
    Shard shard = openShard(name, shardId);
    BigInteger start = new BigInteger(shard.hashKeyRange().startingHashKey());
    BigInteger end = new BigInteger(shard.hashKeyRange().endingHashKey());
    String middle = start.add(end).shiftRight(1).toString();
    client
        .splitShard(
            request -> request.streamName(name).shardToSplit(shardId).newStartingHashKey(middle))
        .join();
    awaitClosed(name, shardId);
  }

  /** Merges two open shards that are next to each other, and waits until the one is there. */
  public void merge(String name, String shardId, String adjacent) {
    client
        .mergeShards(
            request ->
                request.streamName(name).shardToMerge(shardId).adjacentShardToMerge(adjacent))
        .join();
    awaitClosed(name, shardId);
  }

  /** By where they begin. */
  public List<String> openShards(String name) {
    return client.listShards(request -> request.streamName(name)).join().shards().stream()
        .filter(shard -> shard.sequenceNumberRange().endingSequenceNumber() == null)
        .sorted(
            Comparator.comparing(shard -> new BigInteger(shard.hashKeyRange().startingHashKey())))
        .map(Shard::shardId)
        .collect(Collectors.toList());
  }

  private Shard openShard(String name, String shardId) {
    return client.listShards(request -> request.streamName(name)).join().shards().stream()
        .filter(shard -> shard.shardId().equals(shardId))
        .findFirst()
        .orElseThrow();
  }

  private void awaitClosed(String name, String shardId) {
    Awaitility.await()
        .atMost(Duration.ofMinutes(2))
        .ignoreExceptions()
        .until(() -> !openShards(name).contains(shardId));
  }

  /** All records there are, shard after shard. */
  public List<Record> read(String name) {
    List<Record> records = new ArrayList<>();
    for (Shard shard : client.listShards(request -> request.streamName(name)).join().shards()) {
      records.addAll(read(name, shard.shardId()));
    }
    return records;
  }

  public List<Record> read(String name, String shardId) {
    List<Record> records = new ArrayList<>();
    String iterator =
        client
            .getShardIterator(
                request ->
                    request
                        .streamName(name)
                        .shardId(shardId)
                        .shardIteratorType(ShardIteratorType.TRIM_HORIZON))
            .join()
            .shardIterator();
    GetRecordsResponse response;
    do {
      String at = iterator;
      response = client.getRecords(request -> request.shardIterator(at).limit(10_000)).join();
      records.addAll(response.records());
      iterator = response.nextShardIterator();
    } while (iterator != null && !response.records().isEmpty());
    return records;
  }

  /** By partition key, in the order of the stream. */
  public static Map<String, List<Record>> byKey(List<Record> records) {
    Map<String, List<Record>> byKey = new LinkedHashMap<>();
    records.forEach(
        record ->
            byKey.computeIfAbsent(record.partitionKey(), key -> new ArrayList<>()).add(record));
    return byKey;
  }

  @Override
  public void close() {
    client.close();
  }
}
