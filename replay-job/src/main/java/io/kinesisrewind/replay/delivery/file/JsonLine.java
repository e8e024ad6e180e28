package io.kinesisrewind.replay.delivery.file;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import io.kinesisrewind.schemas.ArchivedRecord;
import java.io.IOException;
import java.io.OutputStream;
import java.io.Serializable;
import java.nio.ByteBuffer;
import java.util.Map;
import org.apache.flink.api.common.serialization.Encoder;

/** A record as a line of JSON: the contract's columns by name, data in base64, time in ISO-8601. */
public final class JsonLine implements Encoder<ArchivedRecord> {

  private static final long serialVersionUID = 1L;
  private static final JsonFactory FACTORY = new JsonFactory();

  private final DataMember data;

  /** As a file target writes it. */
  public JsonLine() {
    this(JsonLine::writeBinary);
  }

  /** With the data in another form, for eyes. */
  public JsonLine(DataMember data) {
    this.data = data;
  }

  /** Writes the value of the member {@code data}, and what further members explain it. */
  @FunctionalInterface
  public interface DataMember extends Serializable {

    /**
     * @param data the writer's own view of it, to be read freely
     */
    void write(ByteBuffer data, JsonGenerator json) throws IOException;
  }

  @Override
  public void encode(ArchivedRecord record, OutputStream stream) throws IOException {
    encode(record, Map.of(), stream);
  }

  /** With further members behind the columns. */
  public void encode(ArchivedRecord record, Map<String, String> members, OutputStream stream)
      throws IOException {
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
      data.write(record.getData().duplicate(), json);
      json.writeStringField("replay_id", record.getReplayId());
      for (Map.Entry<String, String> member : members.entrySet()) {
        json.writeStringField(member.getKey(), member.getValue());
      }
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
