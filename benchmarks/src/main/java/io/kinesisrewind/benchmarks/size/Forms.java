package io.kinesisrewind.benchmarks.size;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.kinesisrewind.schemas.ArchivedRecord;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.zip.GZIPOutputStream;

/** Other ways to keep records, and how many bytes each takes. */
enum Forms {
  /** The payloads alone, a line each; which key, position and time they had is lost. */
  PAYLOAD_LINES_GZIP,
  /** A JSON object of all columns a line, the data as text. */
  JSON_LINES_GZIP,
  /** The same with the data in base64, not compressed: what a table or a queue of items holds. */
  BASE64_ITEMS;

  private static final ObjectMapper JSON = new ObjectMapper();

  long bytes(List<ArchivedRecord> records) throws IOException {
    Counting counting = new Counting();
    try (OutputStream out = this == BASE64_ITEMS ? counting : new GZIPOutputStream(counting)) {
      for (ArchivedRecord record : records) {
        out.write(line(record));
        out.write('\n');
      }
    }
    return counting.bytes;
  }

  private byte[] line(ArchivedRecord record) throws IOException {
    byte[] data = record.getData().array();
    if (this == PAYLOAD_LINES_GZIP) {
      return data;
    }
    var line = new java.io.ByteArrayOutputStream();
    try (JsonGenerator json = JSON.createGenerator(line)) {
      json.writeStartObject();
      json.writeStringField("stream_name", record.getStreamName());
      json.writeStringField("shard_id", record.getShardId());
      json.writeStringField("sequence_number", record.getSequenceNumber());
      json.writeNumberField("sub_sequence_number", record.getSubSequenceNumber());
      json.writeStringField("partition_key", record.getPartitionKey());
      json.writeNumberField(
          "approximate_arrival_timestamp", record.getApproximateArrivalTimestamp().toEpochMilli());
      if (this == BASE64_ITEMS) {
        json.writeBinaryField("data", data);
      } else {
        json.writeStringField("data", new String(data, StandardCharsets.UTF_8));
      }
      json.writeEndObject();
    }
    return line.toByteArray();
  }

  private static final class Counting extends OutputStream {

    private long bytes;

    @Override
    public void write(int b) {
      bytes++;
    }

    @Override
    public void write(byte[] from, int offset, int length) {
      bytes += length;
    }
  }
}
