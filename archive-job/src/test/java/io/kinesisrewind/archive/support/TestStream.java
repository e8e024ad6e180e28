package io.kinesisrewind.archive.support;

import io.kinesisrewind.sandbox.Sandbox;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;
import org.awaitility.Awaitility;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.http.apache.ApacheHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.kinesis.KinesisClient;
import software.amazon.awssdk.services.kinesis.model.PutRecordResponse;
import software.amazon.awssdk.services.kinesis.model.PutRecordsRequestEntry;
import software.amazon.awssdk.services.kinesis.model.PutRecordsResponse;
import software.amazon.awssdk.services.kinesis.model.PutRecordsResultEntry;
import software.amazon.awssdk.services.kinesis.model.Shard;
import software.amazon.awssdk.services.kinesis.model.StreamStatus;

/** A stream in the sandbox, and everything that was put into it. */
public final class TestStream implements AutoCloseable {

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

  /** Those that can be put to, in the order of their hash keys. */
  public List<Shard> openShards() {
    return shards().stream()
        .filter(shard -> shard.sequenceNumberRange().endingSequenceNumber() == null)
        .sorted(Comparator.comparing(shard -> firstHashKey(shard)))
        .collect(Collectors.toList());
  }

  /** Splits an open shard in the middle. */
  public void split(Shard shard) {
    BigInteger last = new BigInteger(shard.hashKeyRange().endingHashKey());
    String middle = firstHashKey(shard).add(last).shiftRight(1).toString();
    client.splitShard(
        request ->
            request.streamName(name).shardToSplit(shard.shardId()).newStartingHashKey(middle));
    awaitActive(client, name);
  }

  /** Merges two open shards that are neighbours. */
  public void merge(Shard first, Shard second) {
    client.mergeShards(
        request ->
            request
                .streamName(name)
                .shardToMerge(first.shardId())
                .adjacentShardToMerge(second.shardId()));
    awaitActive(client, name);
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
