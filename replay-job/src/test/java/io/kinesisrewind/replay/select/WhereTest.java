package io.kinesisrewind.replay.select;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.kinesisrewind.replay.ReplayFailedException;
import io.kinesisrewind.replay.ledger.CountedOperator;
import io.kinesisrewind.replay.testing.Records;
import io.kinesisrewind.schemas.ArchivedRecord;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.stream.Collectors;
import org.apache.avro.Schema;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.streaming.util.OneInputStreamOperatorTestHarness;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@SuppressWarnings("try") // Flink's harness throws Exception when closed
class WhereTest {

  private static final List<ArchivedRecord> RECORDS =
      List.of(
          record(1, "a", "{\"n\":1,\"s\":\"x\",\"o\":{\"k\":[1,2]}}"),
          record(2, "b", "{\"n\":22,\"s\":\"it's\"}"),
          record(3, "b", "not JSON"),
          record(4, "c", new byte[] {(byte) 0xff, '{', '}'}),
          record(5, "'; --", ""),
          record(6, "6", "{\"n\":\"many\",\"s\":null,\"u\":\"\u00fc\ud83d\ude00\"}"));

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      value = {
        // JSON: what is not JSON, or not text at all, is NULL
        "JSON_VALUE(data, '$.n') = '22' | 2",
        "JSON_VALUE(data, '$.n') IS NULL | 3 4 5",
        "JSON_VALUE(data, 'strict $.n') IS NULL | 3 4 5",
        "JSON_VALUE(data, '$.s') = 'it''s' | 2",
        "JSON_VALUE(data, '$.o.k[1]') = '2' | 1",
        "JSON_VALUE(data, '$.u') = '\u00fc\ud83d\ude00' | 6",
        "TRY_CAST(JSON_VALUE(data, '$.n') AS INT) > 5 | 2",
        "sub_sequence_number < 6 AND JSON_VALUE(data, '$.n' RETURNING INT) < 5 | 1",
        "JSON_QUERY(data, '$.o.k') = '[1,2]' | 1",
        "JSON_EXISTS(data, '$.n') | 1 2 6",
        "data IS JSON OBJECT | 1 2 6",
        "data IS NOT JSON | 3 4 5",
        "data IS NULL | 4",
        "data LIKE '%JSON%' | 3",
        "CHAR_LENGTH(data) = 0 | 5",
        "CAST(data AS BYTES) = x'6e6f74204a534f4e' | 3",
        // The other columns
        "partition_key = 'b' | 2 3",
        "partition_key LIKE '%--' | 5",
        "REGEXP(partition_key, '^[ab]$') | 1 2 3",
        "sub_sequence_number BETWEEN 2 AND 3 | 2 3",
        "shard_id = 'shardId-000000000000' AND sequence_number IN ('1', '4') | 1 4",
        "CAST(sequence_number AS DECIMAL(38, 0)) >= 5 | 5 6",
        "explicit_hash_key IS NOT NULL OR replay_id = 'r' | 1",
        "stream_name <> 'orders' | \"\"",
        "approximate_arrival_timestamp >= TIMESTAMP '2026-03-01 09:59:05' | 5 6",
        "approximate_arrival_timestamp = TIMESTAMP '2026-03-01 09:59:02.002' | 2",
        "approximate_arrival_timestamp < '2026-03-01 09:59:02' | 1",
        "approximate_arrival_timestamp >= TO_TIMESTAMP_LTZ(1772359145, 0) | 5 6",
        "EXTRACT(SECOND FROM approximate_arrival_timestamp) = 3 | 3",
        "approximate_arrival_timestamp < NOW() - INTERVAL '1' SECOND | 1 2 3 4 5 6",
        // What is NULL does not select, and what is not asked does no harm
        "CAST(NULL AS BOOLEAN) | \"\"",
        "explicit_hash_key = 'x' | \"\"",
        "NOT (explicit_hash_key = 'x') | \"\"",
        "TRY_CAST(partition_key AS INT) IS NULL | 1 2 3 4 5",
        "CASE WHEN CHAR_LENGTH(data) > 0 THEN FALSE ELSE CAST(sequence_number AS INT) = 5 END | 5",
        "10 / NULLIF(sub_sequence_number - 3, 0) > 1 | 4 5 6",
        "TRUE | 1 2 3 4 5 6",
        "TRUE -- as comments go | 1 2 3 4 5 6",
        "1 > 2 | \"\"",
      })
  void thoseGoThroughForWhichItIsTrue(String expression, String sequenceNumbers) throws Exception {
    try (var where = where(expression)) {
      for (ArchivedRecord record : RECORDS) {
        where.processElement(new StreamRecord<>(record, record.getSubSequenceNumber()));
      }
      where.endInput();

      assertThat(
              where.extractOutputValues().stream()
                  .map(ArchivedRecord::getSequenceNumber)
                  .collect(Collectors.joining(" ")))
          .isEqualTo(sequenceNumbers);
      assertThat(RECORDS).containsAll(where.extractOutputValues());
      assertThat(where.extractOutputStreamRecords())
          .allMatch(record -> record.getTimestamp() == record.getValue().getSubSequenceNumber());
      assertThat(rejected(where)).isEqualTo(6 - where.extractOutputValues().size());
    }
  }

  @Test
  void theDataAreNotTouched() throws Exception {
    ArchivedRecord record = record(1, "a", "{\"n\":1}");
    try (var where = where("JSON_VALUE(data, '$.n') = '1'")) {
      where.processElement(new StreamRecord<>(record));
      where.processElement(new StreamRecord<>(record));

      assertThat(where.extractOutputValues())
          .hasSize(2)
          .allMatch(
              each -> new String(Records.bytes(each), StandardCharsets.UTF_8).equals("{\"n\":1}"));
    }
  }

  @Test
  void theColumnsAreThoseOfTheContract() {
    assertThat(WhereColumns.NAMES)
        .containsExactlyElementsOf(
            ArchivedRecord.getClassSchema().getFields().stream()
                .map(Schema.Field::name)
                .collect(Collectors.toList()));
    assertThat(WhereColumns.row(RECORDS.get(0)).getArity()).isEqualTo(WhereColumns.NAMES.length);
  }

  @Test
  void nowIsWhenTheOptionsWereChecked() throws Exception {
    Instant before = Instant.now();
    WhereExpression expression =
        WhereExpression.compile("approximate_arrival_timestamp < NOW() - INTERVAL '1' HOUR");
    ArchivedRecord early = record(1, "a", "");
    early.setApproximateArrivalTimestamp(before.minusSeconds(3_700));
    ArchivedRecord late = record(2, "a", "");
    late.setApproximateArrivalTimestamp(Instant.now().minusSeconds(3_599));

    try (var where = opened(expression)) {
      where.processElement(new StreamRecord<>(early));
      where.processElement(new StreamRecord<>(late));

      assertThat(where.extractOutputValues()).containsExactly(early);
    }
    assertThat(expression.compiled().getCode()).contains("queryStartTimestamp");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      value = {
        "CAST(partition_key AS INT) > 5 | For input string: 'a'.* TRY_CAST is NULL where CAST fails",
        "1 / (sub_sequence_number - 1) = 0 | / by zero; NULLIF\\(divisor, 0\\) makes a quotient NULL",
        "JSON_VALUE(data, '$.s' RETURNING INT) = 1 | not of the type that RETURNING says; TRY_CAST",
        "JSON_VALUE(data, 'strict $.z' ERROR ON ERROR) = '' | NULL ON ERROR where a JSON function",
      })
  void aRecordForWhichItCannotBeEvaluatedFailsTheReplayByName(String expression, String reason)
      throws Exception {
    try (var where = where(expression)) {
      assertThatThrownBy(() -> where.processElement(new StreamRecord<>(RECORDS.get(0))))
          .isInstanceOf(ReplayFailedException.class)
          .hasMessageStartingWith(
              "Record 1/1 of shardId-000000000000: --where "
                  + expression
                  + " cannot be evaluated: ")
          .hasMessageMatching(".*" + reason + ".*");
      assertThat(where.extractOutputValues()).isEmpty();
    }
  }

  private static OneInputStreamOperatorTestHarness<ArchivedRecord, ArchivedRecord> where(
      String expression) throws Exception {
    return opened(WhereExpression.compile(expression));
  }

  private static OneInputStreamOperatorTestHarness<ArchivedRecord, ArchivedRecord> opened(
      WhereExpression expression) throws Exception {
    var harness =
        new OneInputStreamOperatorTestHarness<ArchivedRecord, ArchivedRecord>(
            new Where(expression));
    harness.open();
    return harness;
  }

  /** What moved from selected to filtered. */
  private static long rejected(OneInputStreamOperatorTestHarness<?, ArchivedRecord> operator) {
    var counts = operator.getSideOutput(CountedOperator.COUNTS);
    return counts == null ? 0 : counts.stream().mapToLong(each -> each.getValue().filtered).sum();
  }

  private static ArchivedRecord record(int number, String key, String data) {
    return record(number, key, data.getBytes(StandardCharsets.UTF_8));
  }

  private static ArchivedRecord record(int number, String key, byte[] data) {
    ArchivedRecord record =
        Records.record(0, number, key, Records.START.plusSeconds(number).plusMillis(number), data);
    record.setSubSequenceNumber(number);
    record.setReplayId(number == 1 ? "r" : null);
    return record;
  }
}
