package io.kinesisrewind.archive.support;

import io.kinesisrewind.schemas.ArchivedRecord;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;

/** Archived records, made up. */
public final class Records {

  public static final String STREAM = "orders";
  public static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");

  private Records() {}

  public static ArchivedRecord record(String key, long sequenceNumber) {
    return record(key, sequenceNumber, NOON, ("data of " + key).getBytes(StandardCharsets.UTF_8));
  }

  public static ArchivedRecord record(String key, long sequenceNumber, byte[] data) {
    return record(key, sequenceNumber, NOON, data);
  }

  public static ArchivedRecord record(
      String key, long sequenceNumber, Instant arrival, byte[] data) {
    return new ArchivedRecord(
        STREAM,
        "shardId-000000000000",
        Long.toString(sequenceNumber),
        0L,
        key,
        null,
        arrival,
        ByteBuffer.wrap(data),
        null);
  }

  /** Any record there can be: keys of every character, data of any bytes, sub-sequence numbers. */
  public static Arbitrary<ArchivedRecord> any() {
    return Combinators.combine(
            Arbitraries.of("orders", "clicks_2.raw-A"),
            Arbitraries.of("shardId-000000000000", "shardId-000000000001"),
            keys(),
            Arbitraries.longs().between(0, 999_999_999_999L),
            Arbitraries.longs().between(0, 5),
            Arbitraries.longs().between(0, 3 * 3_600_000L),
            Arbitraries.bytes().array(byte[].class).ofMaxSize(200))
        .as(
            (stream, shard, key, sequence, subSequence, millis, data) ->
                new ArchivedRecord(
                    stream,
                    shard,
                    "4962" + sequence,
                    subSequence,
                    key,
                    null,
                    NOON.plusMillis(millis),
                    ByteBuffer.wrap(data),
                    null));
  }

  private static Arbitrary<String> keys() {
    return Arbitraries.oneOf(
        Arbitraries.of("a", "b", "c"),
        Arbitraries.strings().ofMinLength(1).ofMaxLength(20).filter(Records::isPut),
        Arbitraries.of("\u00e9", "\uD83D\uDE00", "\uffee", "../..", "a/b"));
  }

  /** Kinesis takes text: nothing with half a surrogate pair. */
  private static boolean isPut(String key) {
    return StandardCharsets.UTF_8.newEncoder().canEncode(key);
  }
}
