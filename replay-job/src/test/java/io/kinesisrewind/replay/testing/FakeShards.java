package io.kinesisrewind.replay.testing;

import io.kinesisrewind.replay.source.stream.kinesis.ShardBatch;
import io.kinesisrewind.replay.source.stream.kinesis.ShardReads;
import io.kinesisrewind.replay.source.stream.split.ShardStart;
import io.kinesisrewind.schemas.Position;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.kinesis.model.ChildShard;
import software.amazon.awssdk.services.kinesis.model.ExpiredIteratorException;
import software.amazon.awssdk.services.kinesis.model.Record;

/** Shards in memory, which behave as Kinesis documents it. */
public final class FakeShards implements ShardReads {

  private final Map<String, List<Record>> records = new HashMap<>();
  private final Map<String, Integer> trimmed = new HashMap<>();
  private final Set<String> closed = new HashSet<>();
  private final Map<String, List<ChildShard>> children = new HashMap<>();
  private boolean onlyLists;
  private Instant time = Instant.EPOCH;
  private int readsUntilExpiry = Integer.MAX_VALUE;

  /** One more record, with its sequence number for data. */
  public FakeShards put(String shardId, long sequence, Instant arrival) {
    return put(
        shardId, sequence, arrival, Long.toString(sequence).getBytes(StandardCharsets.UTF_8));
  }

  public FakeShards put(String shardId, long sequence, Instant arrival, byte[] data) {
    all(shardId)
        .add(
            Record.builder()
                .sequenceNumber(Long.toString(sequence))
                .partitionKey("key")
                .approximateArrivalTimestamp(arrival)
                .data(SdkBytes.fromByteArray(data))
                .build());
    return this;
  }

  /** No more records will come. */
  public FakeShards close(String shardId) {
    all(shardId);
    closed.add(shardId);
    return this;
  }

  /** No more records will come of some shards, but of one that they become. */
  public FakeShards close(List<String> parents, String child) {
    ChildShard shard = ChildShard.builder().shardId(child).parentShards(parents).build();
    for (String parent : parents) {
      close(parent);
      children.computeIfAbsent(parent, id -> new ArrayList<>()).add(shard);
    }
    return this;
  }

  /** Answers say nothing of what comes after a closed shard. */
  public FakeShards onlyListsChildren() {
    onlyLists = true;
    return this;
  }

  /** The oldest records are gone. */
  public FakeShards trim(String shardId, int count) {
    trimmed.put(shardId, count);
    return this;
  }

  /** Kinesis' clock. */
  public FakeShards at(Instant time) {
    this.time = time;
    return this;
  }

  /** After some reads, once, all iterators are too old. */
  public FakeShards expireAfter(int reads) {
    readsUntilExpiry = reads;
    return this;
  }

  @Override
  public String iterator(String shardId, ShardStart start) {
    List<Record> all = all(shardId);
    int index = trimmed.getOrDefault(shardId, 0);
    while (index < all.size() && isBefore(all.get(index), start)) {
      index++;
    }
    return shardId + "|" + index;
  }

  private static boolean isBefore(Record record, ShardStart start) {
    return start.time().filter(record.approximateArrivalTimestamp()::isBefore).isPresent()
        || start
            .sequence()
            .filter(from -> Position.compareSequenceNumbers(record.sequenceNumber(), from) < 0)
            .isPresent();
  }

  @Override
  public ShardBatch read(String iterator, int limit) {
    if (readsUntilExpiry-- == 0) {
      throw ExpiredIteratorException.builder().message("too old").build();
    }
    String shardId = iterator.substring(0, iterator.indexOf('|'));
    int from = Integer.parseInt(iterator.substring(iterator.indexOf('|') + 1));
    List<Record> all = all(shardId);
    int to = Math.min(all.size(), from + limit);
    boolean isLast = to == all.size() && closed.contains(shardId);
    return new ShardBatch(
        all.subList(from, to),
        isLast ? null : shardId + "|" + to,
        to == all.size(),
        time,
        isLast && !onlyLists ? children.getOrDefault(shardId, List.of()) : List.of());
  }

  @Override
  public List<ChildShard> children(String shardId) {
    return children.getOrDefault(shardId, List.of());
  }

  @Override
  public void close() {}

  private List<Record> all(String shardId) {
    return records.computeIfAbsent(shardId, id -> new ArrayList<>());
  }
}
