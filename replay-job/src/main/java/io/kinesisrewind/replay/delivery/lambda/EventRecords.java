package io.kinesisrewind.replay.delivery.lambda;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import io.kinesisrewind.schemas.ArchivedRecord;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.nio.ByteBuffer;

/**
 * The records of the event that Lambda's event source mapping for Kinesis sends (Lambda Developer
 * Guide, "Using Lambda to process records from Amazon Kinesis Data Streams").
 */
final class EventRecords {

  /** All members but key and data, with some room. */
  private static final int FRAME_BYTES = 640;

  private static final int MILLIS_SCALE = 3;
  private static final JsonFactory FACTORY = new JsonFactory();

  private final EventOrigin origin;

  EventRecords(EventOrigin origin) {
    this.origin = origin;
  }

  /** About what a record adds to an event, without making it. */
  static int estimate(ArchivedRecord record) {
    return FRAME_BYTES + record.getPartitionKey().length() + record.getData().remaining() * 4 / 3;
  }

  /** One element of {@code Records}, UTF-8. */
  byte[] encode(ArchivedRecord record) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream(estimate(record));
    try (JsonGenerator json = FACTORY.createGenerator(bytes)) {
      json.writeStartObject();
      writeKinesis(record, json);
      json.writeStringField("eventSource", "aws:kinesis");
      json.writeStringField("eventVersion", "1.0");
      json.writeStringField("eventID", record.getShardId() + ":" + record.getSequenceNumber());
      json.writeStringField("eventName", "aws:kinesis:record");
      json.writeStringField("invokeIdentityArn", origin.identityArn());
      json.writeStringField("awsRegion", origin.region());
      json.writeStringField("eventSourceARN", origin.sourceArn());
      json.writeEndObject();
    } catch (IOException e) {
      throw new UncheckedIOException(e); // into memory
    }
    return bytes.toByteArray();
  }

  private static void writeKinesis(ArchivedRecord record, JsonGenerator json) throws IOException {
    ByteBuffer buffer = record.getData().duplicate();
    byte[] data = new byte[buffer.remaining()];
    buffer.get(data);
    json.writeObjectFieldStart("kinesis");
    json.writeStringField("kinesisSchemaVersion", "1.0");
    json.writeStringField("partitionKey", record.getPartitionKey());
    json.writeStringField("sequenceNumber", record.getSequenceNumber());
    json.writeBinaryField("data", data);
    json.writeNumberField(
        "approximateArrivalTimestamp",
        BigDecimal.valueOf(record.getApproximateArrivalTimestamp().toEpochMilli(), MILLIS_SCALE));
    json.writeEndObject();
  }
}
