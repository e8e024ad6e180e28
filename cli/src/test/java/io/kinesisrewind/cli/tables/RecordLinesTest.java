package io.kinesisrewind.cli.tables;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.kinesisrewind.schemas.ArchivedRecord;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RecordLinesTest {

  private static final String HEAD =
      "{\"stream_name\":\"orders\",\"shard_id\":\"shardId-000000000000\",\"sequence_number\":\"7\","
          + "\"sub_sequence_number\":0,\"partition_key\":\"k\",\"explicit_hash_key\":null,"
          + "\"approximate_arrival_timestamp\":\"2026-03-01T10:00:00Z\",\"data\":";
  private static final String TAIL = ",\"replay_id\":null}\n";

  private final ByteArrayOutputStream out = new ByteArrayOutputStream();

  @Test
  void base64IsWhatAReplayToAFileWrites() throws IOException {
    write(RecordLines.ofMany(out, DataForm.base64), new byte[] {0, 1, -1});

    assertThat(out.toString(UTF_8)).isEqualTo(HEAD + "\"AAH/\"" + TAIL);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{\"price\":1.10,\"id\":12345678901234567890123} | {\"price\":1.10,\"id\":12345678901234567890123}",
        "[1,{\"a\":[]}]                | [1,{\"a\":[]}]",
        "\"text\"                      | \"text\"",
        "1e400                         | 1e400",
        "null                          | null",
        "plain text                    | \"plain text\"",
        "{\"open\":                    | \"{\\\"open\\\":\"",
        "{\"a\":1} {\"a\":2}           | \"{\\\"a\\\":1} {\\\"a\\\":2}\"",
        "1,2                           | \"1,2\"",
        "NaN                           | \"NaN\"",
        "Zürich 東京                    | \"Zürich 東京\"",
        "``                            | \"\"",
      })
  void jsonStaysWhatItIsAndTextIsText(String data, String shown) throws IOException {
    write(RecordLines.ofMany(out, DataForm.json), data.getBytes(UTF_8));

    assertThat(out.toString(UTF_8)).isEqualTo(HEAD + shown + TAIL);
  }

  @Test
  void jsonOverSeveralLinesBecomesOne() throws IOException {
    write(RecordLines.ofMany(out, DataForm.json), "{\n  \"a\": \"b\\n\"\r\n}".getBytes(UTF_8));

    assertThat(out.toString(UTF_8)).isEqualTo(HEAD + "{   \"a\": \"b\\n\"  }" + TAIL);
  }

  @Test
  void whatIsNoTextHasAMemberOfItsOwn() throws IOException {
    write(RecordLines.ofMany(out, DataForm.json), "Zürich".getBytes(ISO_8859_1));

    assertThat(out.toString(UTF_8)).isEqualTo(HEAD + "null,\"data_base64\":\"WvxyaWNo\"" + TAIL);
  }

  @Test
  void rawIsTheDataAlone() throws IOException {
    write(RecordLines.ofOne(out, DataForm.raw), new byte[] {0, 10, -1});

    assertThat(out.toByteArray()).containsExactly(0, 10, -1);
  }

  @Test
  void rawDataOfManyRecordsIsALineEach() throws IOException {
    RecordLines lines = RecordLines.ofMany(out, DataForm.raw);
    write(lines, "a".getBytes(UTF_8));
    lines.writeWithoutData(record(new byte[0]), Optional.of("s3://archive/here"));
    write(lines, "b".getBytes(UTF_8));

    assertThat(out.toString(UTF_8)).isEqualTo("a\nb\n");
  }

  @Test
  void aLineWithoutDataSaysWhereItIs() throws IOException {
    RecordLines lines = RecordLines.ofMany(out, DataForm.json);
    lines.writeWithoutData(record(new byte[0]), Optional.of("s3://archive/here"));
    lines.writeWithoutData(record(new byte[0]), Optional.empty());
    lines.flush();

    assertThat(out.toString(UTF_8))
        .isEqualTo(
            HEAD
                + "null,\"archive_location\":\"s3://archive/here\""
                + TAIL
                + HEAD
                + "null,\"archive_location\":null"
                + TAIL);
  }

  private static void write(RecordLines lines, byte[] data) throws IOException {
    lines.write(record(data));
    lines.flush();
  }

  private static ArchivedRecord record(byte[] data) {
    return ArchivedRecord.newBuilder()
        .setStreamName("orders")
        .setShardId("shardId-000000000000")
        .setSequenceNumber("7")
        .setSubSequenceNumber(0)
        .setPartitionKey("k")
        .setApproximateArrivalTimestamp(Instant.parse("2026-03-01T10:00:00Z"))
        .setData(ByteBuffer.wrap(data))
        .build();
  }
}
