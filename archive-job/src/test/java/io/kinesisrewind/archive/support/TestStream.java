package io.kinesisrewind.archive.support;

import io.kinesisrewind.sandbox.Sandbox;
import java.math.BigInteger;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import org.awaitility.Awaitility;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.http.apache.ApacheHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.kinesis.KinesisClient;
import software.amazon.awssdk.services.kinesis.model.Consumer;
import software.amazon.awssdk.services.kinesis.model.ConsumerStatus;
import software.amazon.awssdk.services.kinesis.model.PutRecordResponse;
import software.amazon.awssdk.services.kinesis.model.PutRecordsRequestEntry;
import software.amazon.awssdk.services.kinesis.model.PutRecordsResponse;
import software.amazon.awssdk.services.kinesis.model.PutRecordsResultEntry;
import software.amazon.awssdk.services.kinesis.model.Shard;
import software.amazon.awssdk.services.kinesis.model.StreamStatus;

/** A stream in the sandbox, and everything that was put into it. */
public final class TestStream implements AutoCloseable {

  private static final Duration PATIENCE = Duration.ofMinutes(3);
  private static final int BATCH = 250;

  private final KinesisClient client;
  private final String name;
  private final List<PutRecord> puts = Collections.synchronizedList(new ArrayList<>());

  private TestStream(KinesisClient client, String name) {
    this.client = client;
    this.name = name;
  }

  public static TestStream create(Sandbox sandbox, String name, int shards) {
    KinesisClient client = client(sandbox);
    client.createStream(request -> request.streamName(name).shardCount(shards));
    awaitActive(client, name);
    return new TestStream(client, name);
  }

  private static void awaitActive(KinesisClient client, String name) {
    Awaitility.await()
        .atMost(PATIENCE)
        .until(
            () ->
                client
                        .describeStreamSummary(request -> request.streamName(name))
                        .streamDescriptionSummary()
                        .streamStatus()
                    == StreamStatus.ACTIVE);
  }

  public static KinesisClient client(Sandbox sandbox) {
    return KinesisClient.builder()
        .httpClientBuilder(ApacheHttpClient.builder())
        .endpointOverride(sandbox.kinesisEndpoint())
        .region(Region.of(sandbox.region()))
        .build();
  }

  /** With tags of Kinesis, by which the job is told what to do. */
  public TestStream tagged(Map<String, String> tags) {
    client.addTagsToStream(request -> request.streamName(name).tags(tags));
    return this;
  }

  public String name() {
    return name;
  }

  /** All that was put so far, one for each record as a consumer is to see it. */
  public List<PutRecord> puts() {
    synchronized (puts) {
      return List.copyOf(puts);
    }
  }

  public List<Shard> shards() {
    return client.listShards(request -> request.streamName(name)).shards();
  }

  /** In the order of their hash keys. */
  public List<Shard> openShards() {
    return shards().stream()
        .filter(shard -> shard.sequenceNumberRange().endingSequenceNumber() == null)
        .sorted(Comparator.comparing(TestStream::firstHashKey))
        .toList();
  }

  /** In two halves. */
  public void split(Shard shard) {
    BigInteger last = new BigInteger(shard.hashKeyRange().endingHashKey());
    BigInteger middle = firstHashKey(shard).add(last).shiftRight(1);
    client.splitShard(
        request ->
            request
                .streamName(name)
                .shardToSplit(shard.shardId())
                .newStartingHashKey(middle.toString()));
    awaitActive(client, name);
  }

  /** Two neighbours. */
  public void merge(Shard left, Shard right) {
    client.mergeShards(
        request ->
            request
                .streamName(name)
                .shardToMerge(left.shardId())
                .adjacentShardToMerge(right.shardId()));
    awaitActive(client, name);
  }

  /** Names of the enhanced fan-out consumers, but for those on their way out. */
  public List<String> consumers() {
    return client.listStreamConsumers(request -> request.streamARN(arn())).consumers().stream()
        .filter(consumer -> consumer.consumerStatus() != ConsumerStatus.DELETING)
        .map(Consumer::consumerName)
        .toList();
  }

  /** Ends all its subscriptions, too. */
  public void deregister(String consumer) {
    String arn =
        client
            .describeStreamConsumer(request -> request.streamARN(arn()).consumerName(consumer))
            .consumerDescription()
            .consumerARN();
    client.deregisterStreamConsumer(request -> request.consumerARN(arn));
    Awaitility.await().atMost(PATIENCE).until(() -> !consumers().contains(consumer));
  }

  public void keepFor(int hours) {
    client.increaseStreamRetentionPeriod(
        request -> request.streamName(name).retentionPeriodHours(hours));
    awaitActive(client, name);
  }

  private String arn() {
    return client
        .describeStreamSummary(request -> request.streamName(name))
        .streamDescriptionSummary()
        .streamARN();
  }

  private static BigInteger firstHashKey(Shard shard) {
    return new BigInteger(shard.hashKeyRange().startingHashKey());
  }

  public PutRecord put(String key, byte[] data) {
    PutRecordResponse response = putRaw(key, null, data);
    PutRecord put =
        new PutRecord(name, response.shardId(), response.sequenceNumber(), 0, key, data);
    puts.add(put);
    return put;
  }

  /** Puts what is not one record to a consumer; say with {@link #expect} what is. */
  public PutRecordResponse putRaw(String key, String explicitHashKey, byte[] data) {
    return client.putRecord(
        request ->
            request
                .streamName(name)
                .partitionKey(key)
                .explicitHashKey(explicitHashKey)
                .data(SdkBytes.fromByteArray(data)));
  }

  public void expect(PutRecord put) {
    puts.add(put);
  }

  /** Many small records, key by key. */
  public void putAll(List<String> keys, List<byte[]> data) {
    for (int from = 0; from < keys.size(); from += BATCH) {
      int to = Math.min(keys.size(), from + BATCH);
      putBatch(keys.subList(from, to), data.subList(from, to));
    }
  }

  private void putBatch(List<String> keys, List<byte[]> data) {
    List<PutRecordsRequestEntry> entries = new ArrayList<>();
    for (int i = 0; i < keys.size(); i++) {
      entries.add(
          PutRecordsRequestEntry.builder()
              .partitionKey(keys.get(i))
              .data(SdkBytes.fromByteArray(data.get(i)))
              .build());
    }
    PutRecordsResponse response =
        client.putRecords(request -> request.streamName(name).records(entries));
    if (response.failedRecordCount() > 0) {
      throw new IllegalStateException("The sandbox declined records: " + response);
    }
    for (int i = 0; i < keys.size(); i++) {
      PutRecordsResultEntry result = response.records().get(i);
      puts.add(
          new PutRecord(
              name, result.shardId(), result.sequenceNumber(), 0, keys.get(i), data.get(i)));
    }
  }

  @Override
  public void close() {
    client.close();
  }
}
