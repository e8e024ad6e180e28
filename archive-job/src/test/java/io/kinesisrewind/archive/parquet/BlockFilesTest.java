package io.kinesisrewind.archive.parquet;

import static org.assertj.core.api.Assertions.assertThat;

import io.kinesisrewind.archive.support.ArchiveReader;
import io.kinesisrewind.archive.support.PutRecord;
import io.kinesisrewind.archive.support.Records;
import io.kinesisrewind.schemas.ArchiveFileName;
import io.kinesisrewind.schemas.ArchiveHour;
import io.kinesisrewind.schemas.ArchivedRecord;
import io.kinesisrewind.schemas.BlockOrder;
import io.kinesisrewind.schemas.FileSummary;
import io.kinesisrewind.schemas.KeyBucket;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import org.apache.flink.core.fs.FileSystem;
import org.apache.flink.core.fs.RecoverableWriter;
import org.apache.parquet.hadoop.ParquetFileReader;
import org.apache.parquet.hadoop.metadata.BlockMetaData;
import org.apache.parquet.hadoop.metadata.ColumnChunkMetaData;
import org.apache.parquet.hadoop.metadata.CompressionCodecName;
import org.apache.parquet.io.LocalInputFile;
import org.apache.parquet.schema.LogicalTypeAnnotation;
import org.apache.parquet.schema.MessageType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a file is like inside. */
class BlockFilesTest {

  private static final KeyBucket ALL = KeyBucket.of(0, 1);

  @TempDir Path archive;

  @Test
  void readsBackWhatWasWrittenInOrder() throws IOException {
    List<ArchivedRecord> rows = rows(5_000);

    Path file = write(rows);

    List<ArchivedRecord> read = ArchiveReader.rowsOf(new LocalInputFile(file));
    assertThat(read).isSortedAccordingTo(BlockOrder.COMPARATOR);
    assertThat(read.stream().map(PutRecord::of))
        .containsExactlyInAnyOrderElementsOf(
            rows.stream().map(PutRecord::of).collect(Collectors.toList()));
  }

  @Test
  void isInItsHoursFolderUnderItsBucketsName() throws IOException {
    Path file = write(rows(1));

    assertThat(archive.relativize(file).getParent())
        .hasToString("stream_name=orders/arrival_date=2026-03-01/arrival_hour=12");
    assertThat(ArchiveFileName.bucket(file.getFileName().toString())).contains(ALL);
  }

  @Test
  void isOneRowGroupWithIndexAndBloomFilter() throws IOException {
    Path file = write(rows(5_000));

    try (ParquetFileReader reader = ParquetFileReader.open(new LocalInputFile(file))) {
      assertThat(reader.getRowGroups()).hasSize(1);
      BlockMetaData rowGroup = reader.getRowGroups().get(0);
      ColumnChunkMetaData key = column(rowGroup, "partition_key");
      assertThat(reader.readColumnIndex(key).getMinValues()).hasSizeGreaterThan(1);
      assertThat(reader.readOffsetIndex(key).getPageCount()).isGreaterThan(1);
      var filter = reader.readBloomFilter(key);
      assertThat(filter.findHash(filter.hash(binary("key-7")))).isTrue();
      assertThat(filter.findHash(filter.hash(binary("no such key")))).isFalse();
      assertThat(rowGroup.getColumns())
          .allSatisfy(column -> assertThat(column.getCodec()).isEqualTo(CompressionCodecName.ZSTD));
    }
  }

  @Test
  void hasTheContractsTypes() throws IOException {
    Path file = write(rows(1));

    try (ParquetFileReader reader = ParquetFileReader.open(new LocalInputFile(file))) {
      MessageType schema = reader.getFileMetaData().getSchema();
      assertThat(schema.getType("approximate_arrival_timestamp").getLogicalTypeAnnotation())
          .isEqualTo(
              LogicalTypeAnnotation.timestampType(true, LogicalTypeAnnotation.TimeUnit.MILLIS));
      assertThat(schema.getType("partition_key").getLogicalTypeAnnotation())
          .isEqualTo(LogicalTypeAnnotation.stringType());
      assertThat(schema.getType("data").getLogicalTypeAnnotation()).isNull();
    }
  }

  @Test
  void saysInItsFooterWhatIsInIt() throws IOException {
    List<ArchivedRecord> rows = rows(100);
    FileSummary expected = FileSummary.of(ALL, rows);

    Path file = write(rows);

    try (ParquetFileReader reader = ParquetFileReader.open(new LocalInputFile(file))) {
      FileSummary summary =
          FileSummary.fromMetadata(reader.getFileMetaData().getKeyValueMetaData()).orElseThrow();
      assertThat(summary.records()).isEqualTo(100);
      assertThat(summary.toMetadata()).isEqualTo(expected.toMetadata());
    }
  }

  @Test
  void holdsEmptyAndLargestRecords() throws IOException {
    byte[] largest = new byte[1 << 20];
    new Random(1).nextBytes(largest);
    String longestKey = "\uD83D\uDE00".repeat(256);
    List<ArchivedRecord> rows =
        List.of(
            Records.record("empty", 1, new byte[0]),
            Records.record("largest", 2, largest),
            Records.record(longestKey, 3));

    Path file = write(rows);

    assertThat(ArchiveReader.rowsOf(new LocalInputFile(file)).stream().map(PutRecord::of))
        .containsExactlyInAnyOrderElementsOf(
            rows.stream().map(PutRecord::of).collect(Collectors.toList()));
  }

  @Test
  void aPageEndsWithTheRowThatFillsIt() throws IOException {
    List<ArchivedRecord> rows = new ArrayList<>();
    for (int i = 0; i < 20; i++) {
      rows.add(Records.record("key-" + i, i, new byte[200_000]));
    }

    Path file = write(rows);

    try (ParquetFileReader reader = ParquetFileReader.open(new LocalInputFile(file))) {
      ColumnChunkMetaData data = column(reader.getRowGroups().get(0), "data");
      assertThat(reader.readOffsetIndex(data).getPageCount()).isEqualTo(rows.size());
    }
  }

  @Test
  void isNotVisibleBeforeItIsCommitted() throws IOException {
    RecoverableWriter fileSystem = FileSystem.getLocalFileSystem().createRecoverableWriter();
    new BlockFiles(root(), fileSystem, Compression.DEFAULT).write(block(rows(10)));

    assertThat(ArchiveReader.files(archive)).isEmpty();
  }

  @Test
  void isCompressedAsTold() throws IOException {
    List<ArchivedRecord> rows = rows(5_000);

    Path none = write(rows, Compression.parse("none"));
    assertThat(codecs(none)).containsOnly(CompressionCodecName.UNCOMPRESSED);
    assertThat(ArchiveReader.rows(archive)).hasSize(rows.size());
    long uncompressed = Files.size(none);
    Files.delete(none);

    Path little = write(rows, Compression.parse("zstd:1"));
    long fast = Files.size(little);
    Files.delete(little);

    Path much = write(rows, Compression.parse("ZSTD:19"));
    assertThat(codecs(much)).containsOnly(CompressionCodecName.ZSTD);
    assertThat(ArchiveReader.rows(archive)).hasSize(rows.size());
    assertThat(Files.size(much)).isLessThan(fast);
    assertThat(fast).isLessThan(uncompressed);
  }

  private static List<CompressionCodecName> codecs(Path file) throws IOException {
    try (ParquetFileReader reader = ParquetFileReader.open(new LocalInputFile(file))) {
      return reader.getRowGroups().get(0).getColumns().stream()
          .map(ColumnChunkMetaData::getCodec)
          .collect(Collectors.toList());
    }
  }

  private Path write(List<ArchivedRecord> rows) throws IOException {
    return write(rows, Compression.DEFAULT);
  }

  private Path write(List<ArchivedRecord> rows, Compression compression) throws IOException {
    RecoverableWriter fileSystem = FileSystem.getLocalFileSystem().createRecoverableWriter();
    PendingFile pending = new BlockFiles(root(), fileSystem, compression).write(block(rows));
    fileSystem.recoverForCommit(pending.recoverable()).commitAfterRecovery();
    assertThat(pending.records()).isEqualTo(rows.size());
    Path file = ArchiveReader.files(archive).get(0);
    assertThat(pending.fileBytes()).isEqualTo(Files.size(file));
    return file;
  }

  private org.apache.flink.core.fs.Path root() {
    return new org.apache.flink.core.fs.Path(archive.toUri());
  }

  private static Block block(List<ArchivedRecord> rows) {
    Block block = new Block(ArchiveHour.of(rows.get(0)), ALL);
    rows.forEach(block::add);
    return block;
  }

  private static List<ArchivedRecord> rows(int count) {
    List<ArchivedRecord> rows = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      rows.add(Records.record("key-" + i % 700, count - i));
    }
    return rows;
  }

  private static ColumnChunkMetaData column(BlockMetaData rowGroup, String name) {
    return rowGroup.getColumns().stream()
        .filter(column -> column.getPath().toDotString().equals(name))
        .findFirst()
        .orElseThrow();
  }

  private static org.apache.parquet.io.api.Binary binary(String text) {
    return org.apache.parquet.io.api.Binary.fromString(text);
  }
}
