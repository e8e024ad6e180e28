package io.kinesisrewind.archive.support;

import io.kinesisrewind.sandbox.Sandbox;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
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
    org.awaitility.Awaitility.await()
        .until(
            () ->
                client
                        .describeStreamSummary(request -> request.streamName(name))
                        .streamDescriptionSummary()
                        .streamStatus()
                    == StreamStatus.ACTIVE);
    return new TestStream(client, name);
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
