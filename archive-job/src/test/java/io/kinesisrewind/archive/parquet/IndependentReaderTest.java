package io.kinesisrewind.archive.parquet;

import static org.assertj.core.api.Assertions.assertThat;

import io.kinesisrewind.archive.support.DuckDb;
import io.kinesisrewind.archive.support.Records;
import io.kinesisrewind.schemas.ArchivedRecord;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.apache.flink.core.fs.FileSystem;
import org.apache.flink.core.fs.RecoverableWriter;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The contract as others see it: DuckDB, by JDBC. */
class IndependentReaderTest {

  private static final int RECORDS = 1_000;

  @TempDir Path archive;

  @BeforeEach
  void write() throws IOException {
    RecoverableWriter fileSystem = FileSystem.getLocalFileSystem().createRecoverableWriter();
    BlockFiles files =
        new BlockFiles(
            new org.apache.flink.core.fs.Path(archive.toUri()), fileSystem, Compression.DEFAULT);
    BlockWriter writer = new BlockWriter(files, 4, BufferLimits.of(1 << 20, 1 << 21));
    for (int i = 0; i < RECORDS; i++) {
      writer.write(record(i), null);
    }
    writer.flush(false);
    for (PendingFile file : writer.prepareCommit()) {
      fileSystem.recoverForCommit(file.recoverable()).commitAfterRecovery();
    }
  }

  @Test
  void findsTheContractsColumns() throws Exception {
    assertThat(
            DuckDb.query(
                archive,
                "SELECT column_name, column_type FROM (DESCRIBE archive) ORDER BY column_name"))
        .containsExactly(
            List.of("approximate_arrival_timestamp", "TIMESTAMP WITH TIME ZONE"),
            List.of("arrival_date", "DATE"),
            List.of("arrival_hour", "BIGINT"),
            List.of("data", "BLOB"),
            List.of("explicit_hash_key", "VARCHAR"),
            List.of("partition_key", "VARCHAR"),
            List.of("replay_id", "VARCHAR"),
            List.of("sequence_number", "VARCHAR"),
            List.of("shard_id", "VARCHAR"),
            List.of("stream_name", "VARCHAR"),
            List.of("sub_sequence_number", "BIGINT"));
  }

  @Test
  void findsEachRecordOnce() throws Exception {
    assertThat(
            DuckDb.query(
                archive,
                "SELECT count(*), count(DISTINCT sequence_number), sum(octet_length(data))"
                    + " FROM archive"))
        .containsExactly(
            List.of(
                Integer.toString(RECORDS),
                Integer.toString(RECORDS),
                Integer.toString(9 * RECORDS)));
  }

  @Test
  void prunesByHour() throws Exception {
    assertThat(
            DuckDb.query(
                archive,
                "SELECT stream_name, arrival_date, arrival_hour, count(*),"
                    + " min(approximate_arrival_timestamp) FROM archive"
                    + " WHERE arrival_hour = 13 GROUP BY ALL"))
        .containsExactly(List.of("orders", "2026-03-01", "13", "500", "2026-03-01T13:00:00.001Z"));
  }

  @Test
  void readsValuesAsTheyWerePut() throws Exception {
    assertThat(
            DuckDb.query(
                archive,
                "SELECT shard_id, sequence_number, sub_sequence_number, partition_key,"
                    + " explicit_hash_key, hex(data), replay_id FROM archive"
                    + " WHERE sequence_number = '4962000007'"))
        .containsExactly(
            java.util.Arrays.asList(
                "shardId-000000000000",
                "4962000007",
                "0",
                "key \uD83D\uDE00 7",
                null,
                "000000000000000007",
                null));
  }

  private static ArchivedRecord record(int i) {
    return Records.record(
        "key \uD83D\uDE00 " + i % 50,
        4_962_000_000L + i,
        Records.NOON.plus(Duration.ofHours(i % 2)).plusMillis(i),
        ByteBuffer.allocate(9).putLong(1, i).array());
  }
}
