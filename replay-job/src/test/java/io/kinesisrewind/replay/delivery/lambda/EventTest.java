package io.kinesisrewind.replay.delivery.lambda;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.kinesisrewind.replay.testing.Records;
import io.kinesisrewind.schemas.ArchivedRecord;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EventTest {

  private static final ObjectMapper JSON =
      new ObjectMapper().enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS);

  private final EventRecords records =
      new EventRecords(
          EventOrigin.of(
              "arn:aws:kinesis:us-east-2:123456789012:stream/lambda-stream",
              "arn:aws:iam::123456789012:role/lambda-role"));

  /** The example of the Lambda Developer Guide, "Example event". */
  @Test
  void theEventIsTheOneThatLambdaDocuments() throws IOException {
    ArchivedRecord first =
        example(
            "49590338271490256608559692538361571095921575989136588898",
            "Hello, this is a test.",
            "2018-12-17T22:10:50.987Z");
    ArchivedRecord second =
        example(
            "49590338271490256608559692540925702759324208523137515618",
            "This is only a test.",
            "2018-12-17T22:11:51.166Z");
    Event event = new Event();
    event.add(records.encode(first));
    event.add(records.encode(second));

    JsonNode documented = JSON.readTree(getClass().getResource("kinesis-event.json"));
    assertThat(JSON.readTree(event.toBytes())).isEqualTo(documented);
    assertThat(new String(event.toBytes(), UTF_8)).isEqualTo(JSON.writeValueAsString(documented));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"1970-01-01T00:00:00Z", "2026-03-01T10:00:00Z", "2026-03-01T10:00:00.050Z"})
  void theArrivalIsANumberOfSeconds(String arrival) throws IOException {
    JsonNode seconds =
        JSON.readTree(records.encode(example("1", "", arrival)))
            .at("/kinesis/approximateArrivalTimestamp");

    assertThat(seconds.isNumber()).isTrue();
    assertThat(seconds.decimalValue().movePointRight(3).longValueExact())
        .isEqualTo(Instant.parse(arrival).toEpochMilli());
  }

  @Test
  void keysAndDataOfAnyKindSurvive() throws IOException {
    byte[] data = new byte[256];
    for (int i = 0; i < data.length; i++) {
      data[i] = (byte) i;
    }
    String key = "\"quotes\", \\ and \u0000 \uD83D\uDE00";
    ArchivedRecord record = Records.record(3, 17, key, Records.START, data);
    record.getData().position(1);

    JsonNode json = JSON.readTree(records.encode(record));

    assertThat(json.at("/kinesis/partitionKey").asText()).isEqualTo(key);
    assertThat(json.at("/eventID").asText()).isEqualTo("shardId-000000000003:17");
    assertThat(ByteBuffer.wrap(json.at("/kinesis/data").binaryValue())).isEqualTo(record.getData());
  }

  @Test
  void anEventTakesWhatLambdaTakesToTheByte() {
    Event event = new Event();
    int frame = event.size();
    assertThat(event.add(new byte[1 << 20])).isTrue();
    int room = Event.MAX_BYTES - frame - (1 << 20) - 1;

    assertThat(event.add(new byte[room + 1])).isFalse();
    assertThat(event.add(new byte[room])).isTrue();
    assertThat(event.toBytes()).hasSize(6_291_456);
    assertThat(event.isTooLarge()).isFalse();
    assertThat(event.add(new byte[0])).isFalse();
  }

  @Test
  void aSingleRecordMayBeTooLarge() {
    Event event = new Event();
    event.add(new byte[Event.MAX_BYTES]);

    assertThat(event.isTooLarge()).isTrue();
    assertThat(event.refusal())
        .isEqualTo("makes an event of 6291470 bytes, and Lambda takes 6291456");
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 100, 100_000})
  void theEstimateIsNearTheTruth(int bytes) {
    ArchivedRecord record = Records.record(0, 1, "key", Records.START, new byte[bytes]);

    assertThat(EventRecords.estimate(record))
        .isBetween(records.encode(record).length, records.encode(record).length + 640);
  }

  private static ArchivedRecord example(String sequenceNumber, String data, String arrival) {
    ArchivedRecord record = Records.record(6, 0, "1", Instant.parse(arrival), data.getBytes(UTF_8));
    record.setSequenceNumber(sequenceNumber);
    return record;
  }
}
