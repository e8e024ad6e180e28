package io.kinesisrewind.replay.delivery.kinesis;

import io.kinesisrewind.schemas.ArchivedRecord;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** A record to be put. */
final class PutEntry {

  private final String partitionKey;
  private final String explicitHashKey;
  private final ByteBuffer data;
  private final int bytes;

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

  ByteBuffer data() {
    return data.duplicate();
  }

  /** As Kinesis counts: key and data. */
  int bytes() {
    return bytes;
  }
}
