package io.kinesisrewind.replay.delivery.kinesis;

import java.math.BigInteger;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Set;
import java.util.TreeMap;
import software.amazon.awssdk.services.kinesis.model.Shard;

/** Which open shard a record goes to. */
final class ShardRanges {

  /** All records to one. */
  static final ShardRanges UNKNOWN = new ShardRanges(new TreeMap<>(Map.of(BigInteger.ZERO, "")));

  private final NavigableMap<BigInteger, String> byStart;

  private ShardRanges(NavigableMap<BigInteger, String> byStart) {
    this.byStart = byStart;
  }

  /** Of a stream's shards; those that are closed are left out. */
  static ShardRanges of(List<Shard> shards) {
    NavigableMap<BigInteger, String> byStart = new TreeMap<>();
    for (Shard shard : shards) {
      if (shard.sequenceNumberRange().endingSequenceNumber() == null) {
        byStart.put(new BigInteger(shard.hashKeyRange().startingHashKey()), shard.shardId());
      }
    }
    return byStart.isEmpty() ? UNKNOWN : new ShardRanges(byStart);
  }

  String shardOf(PutEntry entry) {
    Map.Entry<BigInteger, String> range = byStart.floorEntry(entry.hashKey());
    return range == null ? "" : range.getValue();
  }

  Set<String> shards() {
    return Set.copyOf(byStart.values());
  }
}
