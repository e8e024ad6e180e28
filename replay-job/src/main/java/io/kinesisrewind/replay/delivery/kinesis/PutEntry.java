package io.kinesisrewind.replay.delivery.kinesis;

import io.kinesisrewind.schemas.ArchivedRecord;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Optional;

/** A record to be put. */
final class PutEntry {

  private final String partitionKey;
  private final String explicitHashKey;
  private final ByteBuffer data;
  private final int bytes;
  private BigInteger hashKey;

  /**
   * @param explicitHashKey null where the partition key decides on the shard
   */
  PutEntry(String partitionKey, String explicitHashKey, ByteBuffer data) {
    this.partitionKey = partitionKey;
    this.explicitHashKey = explicitHashKey;
    this.data = data;
    this.bytes = partitionKey.getBytes(StandardCharsets.UTF_8).length + data.remaining();
  }

  static PutEntry of(ArchivedRecord record, boolean keepHashKey) {
    return new PutEntry(
        record.getPartitionKey(),
        keepHashKey ? record.getExplicitHashKey() : null,
        record.getData());
  }

  String partitionKey() {
    return partitionKey;
  }

  Optional<String> explicitHashKey() {
    return Optional.ofNullable(explicitHashKey);
  }

  /**
   * By which Kinesis finds the shard: the explicit one, else the MD5 of the partition key (API
   * reference of PutRecords).
   */
  BigInteger hashKey() {
    if (hashKey == null) {
      hashKey =
          explicitHashKey == null
              ? new BigInteger(1, md5(partitionKey))
              : new BigInteger(explicitHashKey);
    }
    return hashKey;
  }

  private static byte[] md5(String text) {
    try {
      return MessageDigest.getInstance("MD5").digest(text.getBytes(StandardCharsets.UTF_8));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Every Java platform has MD5", e);
    }
  }

  ByteBuffer data() {
    return data.duplicate();
  }

  /** As Kinesis counts: key and data. */
  int bytes() {
    return bytes;
  }
}
