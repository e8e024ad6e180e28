package io.kinesisrewind.replay.delivery.file;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.kinesisrewind.replay.testing.Records;
import io.kinesisrewind.schemas.ArchivedRecord;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import org.junit.jupiter.api.Test;

class JsonLineTest {

  @Test
  void aLineHoldsEveryColumnByItsName() throws IOException {
    ArchivedRecord record =
        Records.record(1, 99, "a \"key\"\n", Records.START.plusMillis(5), new byte[] {0, 1, -1});
    record.setSubSequenceNumber(3);
    ByteArrayOutputStream out = new ByteArrayOutputStream();

    new JsonLine().encode(record, out);
    new JsonLine().encode(record, out);

    String line =
        "{\"stream_name\":\"orders\",\"shard_id\":\"shardId-000000000001\","
            + "\"sequence_number\":\"99\",\"sub_sequence_number\":3,"
            + "\"partition_key\":\"a \\\"key\\\"\\n\",\"explicit_hash_key\":null,"
            + "\"approximate_arrival_timestamp\":\"2026-03-01T09:59:00.005Z\","
            + "\"data\":\"AAH/\",\"replay_id\":null}\n";
    assertThat(out.toString(UTF_8)).isEqualTo(line + line);
    assertThat(record.getData().remaining()).isEqualTo(3);
  }
}
