package io.kinesisrewind.archive.kinesis;

import io.kinesisrewind.runtime.JobEnvironment;
import io.kinesisrewind.schemas.ArchivedRecord;
import java.nio.ByteBuffer;
import java.time.Instant;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.streaming.connectors.kinesis.serialization.KinesisDeserializationSchema;

/** Takes every record as it is; what is in it is not this job's business. */
final class ArchivedRecordSchema implements KinesisDeserializationSchema<ArchivedRecord> {

  private static final long serialVersionUID = 1L;

  @Override
  public ArchivedRecord deserialize(
      byte[] data,
      String partitionKey,
      String sequenceNumber,
      long approximateArrival,
      String stream,
      String shardId) {
    return new ArchivedRecord(
        stream,
        shardId,
        sequenceNumber,
        0L,
        partitionKey,
        null,
        Instant.ofEpochMilli(approximateArrival),
        ByteBuffer.wrap(KplAggregates.unshield(data)),
        null);
  }

  @Override
  public TypeInformation<ArchivedRecord> getProducedType() {
    return JobEnvironment.recordType();
  }
}
