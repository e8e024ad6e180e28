package io.kinesisrewind.benchmarks.data;

import io.kinesisrewind.schemas.ArchivedRecord;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The records of a workload by their number: any of them at any time, so that parallel sources need
 * no state. Data comes from a pool that is large against what a compressor sees at a time.
 */
public final class RecordGenerator {

  private static final Map<Workload, RecordGenerator> MADE = new ConcurrentHashMap<>();

  private static final int SHARDS = 4;
  private static final int MOST_TEXTS = 1 << 16;
  private static final int POOL_BYTES = 32 << 20;
  private static final long FIRST_ARRIVAL = Instant.parse("2026-03-01T12:00:00Z").toEpochMilli();
  private static final int RECORDS_PER_MILLI = 2;
  private static final long HOUR_MILLIS = 3_600_000;

  /** 56 digits, as Kinesis': the last ones count. */
  private static final byte[] SEQUENCE_NUMBER =
      "49640000000000000000000000000000000000000000000000000002"
          .getBytes(StandardCharsets.US_ASCII);

  private final Workload workload;
  private final Zipf zipf;
  private final String[] keys;
  private final byte[][] pool;

  private RecordGenerator(Workload workload) {
    this.workload = workload;
    this.zipf = new Zipf(workload.keys(), workload.skew(), 1);
    this.keys = keys(workload.keys());
    this.pool = pool(workload);
  }

  /** The same one for the same workload, in this process. */
  public static RecordGenerator of(Workload workload) {
    return MADE.computeIfAbsent(workload, RecordGenerator::new);
  }

  /** A new object each time; its data is shared and to be left alone. */
  public ArchivedRecord record(long number) {
    return new ArchivedRecord(
        workload.stream((int) (number % workload.streams())),
        "shardId-00000000000" + number % SHARDS,
        sequenceNumber(number),
        0L,
        keys[zipf.rank(number)],
        null,
        Instant.ofEpochMilli(FIRST_ARRIVAL + number / RECORDS_PER_MILLI % HOUR_MILLIS),
        ByteBuffer.wrap(pool[(int) (mix(number) & (pool.length - 1))]),
        null);
  }

  private static String sequenceNumber(long number) {
    byte[] digits = SEQUENCE_NUMBER.clone();
    long rest = number;
    for (int i = digits.length - 2; rest > 0; i--, rest /= 10) {
      digits[i] = (byte) ('0' + rest % 10);
    }
    return new String(digits, StandardCharsets.ISO_8859_1);
  }

  private static String[] keys(int count) {
    SplittableRandom random = new SplittableRandom(2);
    String[] keys = new String[count];
    for (int i = 0; i < count; i++) {
      keys[i] = "customer-" + Long.toHexString(random.nextLong());
    }
    return keys;
  }

  private static byte[][] pool(Workload workload) {
    int count =
        Integer.highestOneBit(
            Math.max(2, Math.min(MOST_TEXTS, POOL_BYTES / workload.payloadBytes())));
    byte[][] pool = new byte[count][];
    JsonText text = new JsonText(workload.payloadBytes(), 3);
    SplittableRandom random = new SplittableRandom(4);
    for (int i = 0; i < count; i++) {
      if (workload.random()) {
        pool[i] = new byte[workload.payloadBytes()];
        random.nextBytes(pool[i]);
      } else {
        pool[i] = text.next();
      }
    }
    return pool;
  }

  /** Spreads consecutive numbers over the pool (the finalizer of SplitMix64). */
  private static long mix(long number) {
    long z = (number + 1) * 0x9E3779B97F4A7C15L;
    z = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
    return z ^ (z >>> 27);
  }
}
