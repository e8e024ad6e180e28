package io.kinesisrewind.replay.testing;

import io.kinesisrewind.schemas.ArchivedRecord;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Collectors;

/** Archived records. */
public final class Records {

  public static final String STREAM = "orders";
  public static final Instant START = Instant.parse("2026-03-01T09:59:00Z");

  private Records() {}

  public static String shard(int number) {
    return String.format("shardId-%012d", number);
  }

  public static ArchivedRecord record(
      int shard, long sequence, String key, Instant arrival, byte[] data) {
    return ArchivedRecord.newBuilder()
        .setStreamName(STREAM)
        .setShardId(shard(shard))
        .setSequenceNumber(Long.toString(sequence))
        .setSubSequenceNumber(0)
        .setPartitionKey(key)
        .setExplicitHashKey(null)
        .setApproximateArrivalTimestamp(arrival)
        .setData(ByteBuffer.wrap(data))
        .setReplayId(null)
        .build();
  }

  /**
   * Records of two shards and some keys, 100 ms apart, with random bytes for data; every tenth has
   * a sub-sequence number and every third key a hash key, as if out of an aggregate.
   */
  public static List<ArchivedRecord> random(int count, int keys, long seed) {
    Random random = new Random(seed);
    List<ArchivedRecord> records = new ArrayList<>(count);
    for (int i = 0; i < count; i++) {
      byte[] data = new byte[Integer.BYTES + random.nextInt(200)];
      random.nextBytes(data);
      ByteBuffer.wrap(data).putInt(i); // no two are equal
      String key = "key-" + random.nextInt(keys);
      int shard = Math.floorMod(key.hashCode(), 2);
      ArchivedRecord record = record(shard, 95 + i, key, START.plusMillis(100L * i), data);
      if (i % 10 == 0) {
        record.setSubSequenceNumber(i % 7);
      }
      record.setExplicitHashKey(hashKey(key).orElse(null));
      records.add(record);
    }
    return records;
  }

  /** Each key's, in the order given. */
  public static Map<String, List<ArchivedRecord>> byKey(Collection<ArchivedRecord> records) {
    return records.stream().collect(Collectors.groupingBy(ArchivedRecord::getPartitionKey));
  }

  /** The highest shard's, for some keys. */
  public static Optional<String> hashKey(String key) {
    return Math.floorMod(key.hashCode(), 3) == 0
        ? Optional.of(BigInteger.TWO.pow(128).subtract(BigInteger.ONE).toString())
        : Optional.empty();
  }

  public static byte[] bytes(ArchivedRecord record) {
    byte[] bytes = new byte[record.getData().remaining()];
    record.getData().duplicate().get(bytes);
    return bytes;
  }
}
