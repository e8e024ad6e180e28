package io.kinesisrewind.replay.delivery.file;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import io.kinesisrewind.schemas.ArchivedRecord;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import org.apache.flink.api.common.serialization.Encoder;

/** A record as a line of JSON: the contract's columns by name, data in base64, time in ISO-8601. */
final class JsonLine implements Encoder<ArchivedRecord> {

  private static final long serialVersionUID = 1L;
  private static final JsonFactory FACTORY = new JsonFactory();

  @Override
  public void encode(ArchivedRecord record, OutputStream stream) throws IOException {
    try (JsonGenerator json = FACTORY.createGenerator(stream)) {
      json.disable(JsonGenerator.Feature.AUTO_CLOSE_TARGET);
      json.disable(JsonGenerator.Feature.FLUSH_PASSED_TO_STREAM);
      json.writeStartObject();
      json.writeStringField("stream_name", record.getStreamName());
      json.writeStringField("shard_id", record.getShardId());
      json.writeStringField("sequence_number", record.getSequenceNumber());
      json.writeNumberField("sub_sequence_number", record.getSubSequenceNumber());
      json.writeStringField("partition_key", record.getPartitionKey());
      json.writeStringField("explicit_hash_key", record.getExplicitHashKey());
      json.writeStringField(
          "approximate_arrival_timestamp", record.getApproximateArrivalTimestamp().toString());
      json.writeFieldName("data");
      writeBinary(record.getData().duplicate(), json);
      json.writeStringField("replay_id", record.getReplayId());
      json.writeEndObject();
      json.writeRaw('\n');
    }
  }

  private static void writeBinary(ByteBuffer data, JsonGenerator json) throws IOException {
    byte[] bytes = new byte[data.remaining()];
    data.get(bytes);
    json.writeBinary(bytes);
  }
}
