package io.kinesisrewind.replay.testing;

import io.kinesisrewind.sandbox.Sandbox;
import io.kinesisrewind.schemas.ArchivedRecord;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.awaitility.Awaitility;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.kinesis.KinesisAsyncClient;
import software.amazon.awssdk.services.kinesis.model.PutRecordResponse;
import software.amazon.awssdk.services.kinesis.model.Record;
import software.amazon.awssdk.services.kinesis.model.Shard;
import software.amazon.awssdk.services.kinesis.model.StreamStatus;

/** A stream that is put into and resharded, and what an archive of it would have to hold. */
public final class LiveStream implements AutoCloseable {

  private final TestStreams streams;
  private final KinesisAsyncClient client;
  private final String name;
  private final List<ArchivedRecord> puts = new ArrayList<>();

  public LiveStream(Sandbox sandbox, String name, int shards) {
    this.streams = new TestStreams(sandbox);
    this.client = streams.client();
    this.name = streams.create(name, shards);
  }

  public String name() {
    return name;
  }

  /** Some records, one after the other, spread over keys; each says which it is. */
  public LiveStream put(int count, int keys) {
    for (int i = 0; i < count; i++) {
      put("key-" + puts.size() % keys, ("record " + puts.size()).getBytes(StandardCharsets.UTF_8));
    }
    return this;
  }

  public ArchivedRecord put(String key, byte[] data) {
    PutRecordResponse response = putRaw(key, data);
    return expect(response, 0, key, null, data);
  }

  /** Many records in one, as the KPL puts them; all hash keys are of the first record's shard. */
  public LiveStream putAggregate(String key, int count) {
    String hashKey = openShards().get(0).hashKeyRange().startingHashKey();
    List<byte[]> data = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      data.add(("aggregated " + puts.size() + "/" + i).getBytes(StandardCharsets.UTF_8));
    }
    byte[] aggregate = Aggregate.of(key, hashKey, data);
    PutRecordResponse response =
        client
            .putRecord(
                request ->
                    request
                        .streamName(name)
                        .partitionKey(key)
                        .explicitHashKey(hashKey)
                        .data(SdkBytes.fromByteArray(aggregate)))
            .join();
    for (int i = 0; i < count; i++) {
      expect(response, i, key, hashKey, data.get(i));
    }
    return this;
  }

  private PutRecordResponse putRaw(String key, byte[] data) {
    return client
        .putRecord(
            request ->
                request.streamName(name).partitionKey(key).data(SdkBytes.fromByteArray(data)))
        .join();
  }

  private ArchivedRecord expect(
      PutRecordResponse response, long subSequence, String key, String hashKey, byte[] data) {
    ArchivedRecord record =
        new ArchivedRecord(
            name,
            response.shardId(),
            response.sequenceNumber(),
            subSequence,
            key,
            hashKey,
            Instant.EPOCH,
            ByteBuffer.wrap(data),
            null);
    puts.add(record);
    return record;
  }

  /** All that was put, in that order, with the times that the stream gives them. */
  public List<ArchivedRecord> puts() {
    Map<String, Instant> arrivals = new HashMap<>();
    for (Record record : streams.read(name)) {
      arrivals.put(record.sequenceNumber(), record.approximateArrivalTimestamp());
    }
    puts.forEach(put -> put.setApproximateArrivalTimestamp(arrivals.get(put.getSequenceNumber())));
    return List.copyOf(puts);
  }

  /** In the order of their hash keys. */
  public List<Shard> openShards() {
    return client.listShards(request -> request.streamName(name)).join().shards().stream()
        .filter(shard -> shard.sequenceNumberRange().endingSequenceNumber() == null)
        .sorted(Comparator.comparing(LiveStream::firstHashKey))
        .toList();
  }

  /** In two halves. */
  public LiveStream split(int open) {
    Shard shard = openShards().get(open);
    BigInteger last = new BigInteger(shard.hashKeyRange().endingHashKey());
    BigInteger middle = firstHashKey(shard).add(last).shiftRight(1);
    client
        .splitShard(
            request ->
                request
                    .streamName(name)
                    .shardToSplit(shard.shardId())
                    .newStartingHashKey(middle.toString()))
        .join();
    return awaitActive();
  }

  /** With its right neighbour. */
  public LiveStream merge(int open) {
    List<Shard> shards = openShards();
    client
        .mergeShards(
            request ->
                request
                    .streamName(name)
                    .shardToMerge(shards.get(open).shardId())
                    .adjacentShardToMerge(shards.get(open + 1).shardId()))
        .join();
    return awaitActive();
  }

  private LiveStream awaitActive() {
    Awaitility.await()
        .atMost(Duration.ofMinutes(2))
        .until(
            () ->
                client
                        .describeStreamSummary(request -> request.streamName(name))
                        .join()
                        .streamDescriptionSummary()
                        .streamStatus()
                    == StreamStatus.ACTIVE);
    return this;
  }

  private static BigInteger firstHashKey(Shard shard) {
    return new BigInteger(shard.hashKeyRange().startingHashKey());
  }

  @Override
  public void close() {
    streams.delete(name);
    streams.close();
  }
}
