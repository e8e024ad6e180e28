package io.kinesisrewind.archive.support;

import io.kinesisrewind.schemas.ArchivedRecord;
import io.kinesisrewind.schemas.Position;
import java.util.HexFormat;

/**
 * A record as its producer knows it, with nothing lost in {@link #toString()}: what was put and
 * what was archived are compared as such.
 */
public record PutRecord(
    String stream,
    String shard,
    String sequenceNumber,
    long subSequenceNumber,
    String key,
    String explicitHashKey,
    String dataHex) {

  public PutRecord(
      String stream, String shard, String sequence, long subSequence, String key, byte[] data) {
    this(stream, shard, sequence, subSequence, key, null, HexFormat.of().formatHex(data));
  }

  /** What an archived record says was put. */
  public static PutRecord of(ArchivedRecord record) {
    byte[] data = new byte[record.getData().remaining()];
    record.getData().duplicate().get(data);
    return new PutRecord(
        record.getStreamName(),
        record.getShardId(),
        record.getSequenceNumber(),
        record.getSubSequenceNumber(),
        record.getPartitionKey(),
        record.getExplicitHashKey(),
        HexFormat.of().formatHex(data));
  }

  public Position position() {
    return Position.of(sequenceNumber, subSequenceNumber);
  }
}
