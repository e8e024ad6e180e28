package io.kinesisrewind.schemas;

import java.nio.ByteBuffer;
import java.time.Instant;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;

/** Random records for property tests. */
final class TestRecords {

  private TestRecords() {}

  static ArchivedRecord record(String shard, String sequence, long sub, String key, byte[] data) {
    return ArchivedRecord.newBuilder()
        .setStreamName("orders")
        .setShardId(shard)
        .setSequenceNumber(sequence)
        .setSubSequenceNumber(sub)
        .setPartitionKey(key)
        .setApproximateArrivalTimestamp(Instant.ofEpochMilli(1_772_000_000_000L + data.length))
        .setData(ByteBuffer.wrap(data))
        .build();
  }

  static Arbitrary<ArchivedRecord> records() {
    return Combinators.combine(
            Arbitraries.of("shardId-000000000000", "shardId-000000000001"),
            Arbitraries.strings().numeric().ofMinLength(1).ofMaxLength(60),
            Arbitraries.longs().between(0, 3),
            Arbitraries.oneOf(Arbitraries.of("a", "b"), Arbitraries.strings().ofMaxLength(20)),
            Arbitraries.bytes().array(byte[].class).ofMaxSize(50))
        .as(TestRecords::record);
  }
}
