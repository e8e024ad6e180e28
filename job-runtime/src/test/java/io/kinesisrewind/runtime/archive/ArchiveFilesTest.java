package io.kinesisrewind.runtime.archive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.kinesisrewind.runtime.FlinkOutputFile;
import io.kinesisrewind.schemas.ArchivedRecord;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericRecord;
import org.apache.flink.core.fs.FSDataOutputStream;
import org.apache.flink.core.fs.FileSystem.WriteMode;
import org.apache.flink.core.fs.Path;
import org.apache.parquet.avro.AvroParquetWriter;
import org.apache.parquet.conf.PlainParquetConfiguration;
import org.apache.parquet.filter2.compat.FilterCompat;
import org.apache.parquet.hadoop.ParquetWriter;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ArchiveFilesTest {

  private static final int ROWS = 500;
  private static final String[] KEYS = {"", "a", "a", "ключ", "\u0000", "a b", "\ud83d\ude80"};

  @TempDir java.nio.file.Path folder;

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void rowsAreWhatWasWritten(boolean dictionaries) throws IOException {
    List<ArchivedRecord> written = records();
    List<ArchivedRecord> read = new ArrayList<>();

    ArchiveFiles.forEachRow(
        write(written, ArchivedRecord.getClassSchema(), dictionaries),
        length(),
        FilterCompat.NOOP,
        (row, index) -> {
          assertThat(index).isEqualTo(read.size());
          read.add(row);
        });

    assertThat(read).isEqualTo(written);
  }

  @Test
  void positionsComeWithoutTheRest() throws IOException {
    List<ArchivedRecord> written = records();
    List<ArchivedRecord> read = new ArrayList<>();

    ArchiveFiles.forEachPosition(
        write(written, ArchivedRecord.getClassSchema(), true),
        length(),
        FilterCompat.NOOP,
        (row, index) -> read.add(row));

    assertThat(read).hasSameSizeAs(written);
    for (int i = 0; i < read.size(); i++) {
      assertThat(read.get(i).getShardId()).isEqualTo(written.get(i).getShardId());
      assertThat(read.get(i).getSequenceNumber()).isEqualTo(written.get(i).getSequenceNumber());
      assertThat(read.get(i).getApproximateArrivalTimestamp())
          .isEqualTo(written.get(i).getApproximateArrivalTimestamp());
      assertThat(read.get(i).getPartitionKey()).isNull();
      assertThat(read.get(i).getData()).isNull();
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "shard_id",
        "sub_sequence_number",
        "partition_key",
        "approximate_arrival_timestamp",
        "data"
      })
  void aRowWithoutWhatEveryRecordHasIsNamed(String column) throws IOException {
    Path file = write(records(), without(column), true);

    assertThatThrownBy(
            () -> ArchiveFiles.forEachRow(file, length(), FilterCompat.NOOP, (row, index) -> {}))
        .isInstanceOf(BrokenFileException.class)
        .hasMessageContaining("a row without " + column);
  }

  private static List<ArchivedRecord> records() {
    List<ArchivedRecord> records = new ArrayList<>();
    for (int i = 0; i < ROWS; i++) {
      records.add(
          ArchivedRecord.newBuilder()
              .setStreamName("orders")
              .setShardId("shardId-00000000000" + i % 3)
              .setSequenceNumber(Long.toString(1_000L + i))
              .setSubSequenceNumber(i % 4)
              .setPartitionKey(KEYS[i / 3 % KEYS.length])
              .setExplicitHashKey(i % 5 == 0 ? Integer.toString(i) : null)
              .setApproximateArrivalTimestamp(Instant.ofEpochMilli(1_700_000_000_000L - i))
              .setData(ByteBuffer.wrap("x".repeat(i % 7).getBytes(StandardCharsets.UTF_8)))
              .setReplayId(i % 6 == 0 ? "replay-" + i % 12 : null)
              .build());
    }
    return records;
  }

  private static Schema without(String column) {
    Schema full = ArchivedRecord.getClassSchema();
    List<Schema.Field> fields = new ArrayList<>();
    for (Schema.Field field : full.getFields()) {
      if (!field.name().equals(column)) {
        fields.add(new Schema.Field(field, field.schema()));
      }
    }
    return Schema.createRecord(full.getName(), full.getDoc(), full.getNamespace(), false, fields);
  }

  /** In small pages, so that there are several. */
  private Path write(List<ArchivedRecord> records, Schema schema, boolean dictionaries)
      throws IOException {
    Path file = new Path(folder.resolve("file").toUri());
    try (FSDataOutputStream stream = file.getFileSystem().create(file, WriteMode.NO_OVERWRITE);
        ParquetWriter<GenericRecord> writer =
            AvroParquetWriter.<GenericRecord>builder(new FlinkOutputFile(stream))
                .withConf(new PlainParquetConfiguration())
                .withSchema(schema)
                .withDataModel(GenericData.get())
                .withDictionaryEncoding(dictionaries)
                .withPageRowCountLimit(50)
                .build()) {
      for (ArchivedRecord record : records) {
        writer.write(row(record, schema));
      }
    }
    return file;
  }

  private static GenericRecord row(ArchivedRecord record, Schema schema) {
    GenericRecord row = new GenericData.Record(schema);
    for (Schema.Field field : schema.getFields()) {
      Object value = record.get(field.name());
      row.put(field.name(), value instanceof Instant ? ((Instant) value).toEpochMilli() : value);
    }
    return row;
  }

  private long length() throws IOException {
    return Files.size(folder.resolve("file"));
  }
}
