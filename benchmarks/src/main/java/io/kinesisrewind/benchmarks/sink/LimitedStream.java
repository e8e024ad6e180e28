package io.kinesisrewind.benchmarks.sink;

import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.BitSet;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.LongStream;

/**
 * A stream that enforces its shards' limits and keeps of its records only what says whether they
 * came in order: each one's data starts with its number ({@link NumberedRecords}). Safe for
 * threads.
 */
final class LimitedStream {

  private static final double SECOND = 1e9;
  private static final BigInteger HASH_KEYS = BigInteger.TWO.pow(128);

  private final int shardCount;
  private LimitedShard[] shards;
  private final Map<String, Long> latest = new HashMap<>();
  private final BitSet seen = new BitSet();
  private final LongStream.Builder times = LongStream.builder();
  private long startedAt;
  private int throttled;
  private int duplicates;
  private int outOfOrder;

  LimitedStream(int shardCount) {
    this.shardCount = shardCount;
  }

  int shardCount() {
    return shardCount;
  }

  /** The first hash key of a shard, counted from 0; past the last one, the end of them all. */
  BigInteger start(int shard) {
    return HASH_KEYS.multiply(BigInteger.valueOf(shard)).divide(BigInteger.valueOf(shardCount));
  }

  /** By the MD5 of the key (API reference of PutRecords). */
  int shardOf(String key) {
    BigInteger hash = new BigInteger(1, md5(key));
    int shard = shardCount - 1;
    while (hash.compareTo(start(shard)) < 0) {
      shard--;
    }
    return shard;
  }

  /**
   * @return whether it is in; if not, its shard is at its limit
   */
  synchronized boolean put(String key, byte[] data) {
    long now = System.nanoTime();
    if (shards == null) {
      startedAt = now;
      shards = new LimitedShard[shardCount];
      Arrays.setAll(shards, i -> new LimitedShard(now));
    }
    int bytes = key.getBytes(StandardCharsets.UTF_8).length + data.length;
    if (!shards[shardOf(key)].take(bytes, now)) {
      throttled++;
      return false;
    }
    times.accept(now - startedAt);
    note(key, ByteBuffer.wrap(data).getLong());
    return true;
  }

  /** To be asked once, at the end. */
  synchronized Arrivals arrivals() {
    long[] all = times.build().toArray();
    return new Arrivals(
        seen.cardinality(),
        duplicates,
        outOfOrder,
        throttled,
        (all[all.length - 1] - all[0]) / SECOND,
        (all[all.length * 3 / 4] - all[all.length / 4]) / SECOND);
  }

  private void note(String key, long number) {
    if (seen.get((int) number)) {
      duplicates++;
      return;
    }
    seen.set((int) number);
    if (latest.merge(key, number, Math::max) > number) {
      outOfOrder++;
    }
  }

  private static byte[] md5(String text) {
    try {
      return MessageDigest.getInstance("MD5").digest(text.getBytes(StandardCharsets.UTF_8));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Every Java platform has MD5", e);
    }
  }
}
