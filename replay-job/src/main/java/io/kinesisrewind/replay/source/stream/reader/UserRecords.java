package io.kinesisrewind.replay.source.stream.reader;

import io.kinesisrewind.runtime.kpl.KplAggregate;
import io.kinesisrewind.runtime.kpl.KplRecord;
import io.kinesisrewind.schemas.ArchivedRecord;
import io.kinesisrewind.schemas.ReplayAnnotation;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import software.amazon.awssdk.services.kinesis.model.Record;

/** The user records of a Kinesis record, each as an archive job would keep it. */
final class UserRecords {

  private UserRecords() {}

  /** At least one; those of an aggregate in the order of their sub-sequence numbers. */
  static List<ArchivedRecord> of(String streamName, String shardId, Record record) {
    byte[] data = record.data().asByteArrayUnsafe();
    List<KplRecord> aggregated = KplAggregate.takeApart(ByteBuffer.wrap(data));
    if (aggregated.isEmpty()) {
      return List.of(archived(streamName, shardId, record, 0, record.partitionKey(), null, data));
    }
    List<ArchivedRecord> records = new ArrayList<>(aggregated.size());
    for (KplRecord each : aggregated) {
      records.add(
          archived(
              streamName,
              shardId,
              record,
              records.size(),
              each.partitionKey(),
              each.explicitHashKey().orElse(null),
              each.data()));
    }
    return records;
  }

  private static ArchivedRecord archived(
      String streamName,
      String shardId,
      Record record,
      long subSequenceNumber,
      String partitionKey,
      String explicitHashKey,
      byte[] data) {
    return new ArchivedRecord(
        streamName,
        shardId,
        record.sequenceNumber(),
        subSequenceNumber,
        partitionKey,
        explicitHashKey,
        Instant.ofEpochMilli(record.approximateArrivalTimestamp().toEpochMilli()),
        ByteBuffer.wrap(data),
        ReplayAnnotation.read(data).map(ReplayAnnotation::replayId).orElse(null));
  }
}
