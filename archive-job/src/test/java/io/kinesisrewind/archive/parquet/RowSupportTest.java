package io.kinesisrewind.archive.parquet;

import static org.assertj.core.api.Assertions.assertThat;

import io.kinesisrewind.archive.support.ArchiveReader;
import io.kinesisrewind.archive.support.Records;
import io.kinesisrewind.schemas.ArchivedRecord;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.apache.parquet.avro.AvroParquetWriter;
import org.apache.parquet.conf.PlainParquetConfiguration;
import org.apache.parquet.hadoop.ParquetFileReader;
import org.apache.parquet.hadoop.ParquetWriter;
import org.apache.parquet.hadoop.metadata.FileMetaData;
import org.apache.parquet.io.LocalInputFile;
import org.apache.parquet.io.LocalOutputFile;

/** What Avro's own support writes, and nothing else. */
class RowSupportTest {

  @Property(tries = 200)
  void avroReadsWhatWasWritten(@ForAll("records") List<ArchivedRecord> records) throws IOException {
    inFile(
        file -> {
          write(file, records);
          assertThat(ArchiveReader.rowsOf(new LocalInputFile(file))).isEqualTo(records);
        });
  }

  @Example
  void hasTheSchemaAndTheMetadataOfAvrosOwn() throws IOException {
    List<ArchivedRecord> records = List.of(Records.record("a", 1));
    inFile(
        file -> {
          write(file, records);
          FileMetaData ours = metadata(file);
          writeWithAvro(file, records);
          FileMetaData avros = metadata(file);
          assertThat(ours.getSchema()).isEqualTo(avros.getSchema());
          assertThat(ours.getKeyValueMetaData()).isEqualTo(avros.getKeyValueMetaData());
        });
  }

  @Example
  void writesHalfASurrogatePairAsAQuestionMark() throws IOException {
    inFile(
        file -> {
          write(file, List.of(Records.record("a\ud800b", 1)));
          assertThat(ArchiveReader.rowsOf(new LocalInputFile(file)))
              .extracting(ArchivedRecord::getPartitionKey)
              .containsExactly("a?b");
        });
  }

  @Example
  void leavesTheDataAsItIs() throws IOException {
    ByteBuffer part = ByteBuffer.wrap(new byte[] {9, 1, 2, 3, 9}, 1, 3).slice();
    ByteBuffer direct = ByteBuffer.allocateDirect(3).put(part.duplicate()).flip();
    ArchivedRecord first = Records.record("a", 1);
    first.setData(part);
    ArchivedRecord second = Records.record("a", 2);
    second.setData(direct);
    inFile(
        file -> {
          write(file, List.of(first, second));
          assertThat(ArchiveReader.rowsOf(new LocalInputFile(file)))
              .extracting(ArchivedRecord::getData)
              .containsOnly(ByteBuffer.wrap(new byte[] {1, 2, 3}));
          assertThat(part.remaining() + direct.remaining()).isEqualTo(6);
        });
  }

  private interface Work {
    void with(Path file) throws IOException;
  }

  private static void inFile(Work work) throws IOException {
    Path folder = Files.createTempDirectory("row-support");
    Path file = folder.resolve("rows.parquet");
    try {
      work.with(file);
    } finally {
      Files.deleteIfExists(file);
      Files.delete(folder);
    }
  }

  private static void write(Path file, List<ArchivedRecord> records) {
    try (ParquetWriter<ArchivedRecord> writer =
        new RowWriterBuilder(new LocalOutputFile(file))
            .withConf(new PlainParquetConfiguration())
            .build()) {
      for (ArchivedRecord record : records) {
        writer.write(record);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void writeWithAvro(Path file, List<ArchivedRecord> records) throws IOException {
    Files.delete(file);
    try (ParquetWriter<ArchivedRecord> writer =
        AvroParquetWriter.<ArchivedRecord>builder(new LocalOutputFile(file))
            .withSchema(ArchivedRecord.getClassSchema())
            .withDataModel(new ArchivedRecord().getSpecificData())
            .build()) {
      for (ArchivedRecord record : records) {
        writer.write(record);
      }
    }
  }

  private static FileMetaData metadata(Path file) throws IOException {
    try (ParquetFileReader reader = ParquetFileReader.open(new LocalInputFile(file))) {
      return reader.getFileMetaData();
    }
  }

  @Provide
  Arbitrary<List<ArchivedRecord>> records() {
    Arbitrary<String> ids = Arbitraries.strings().alpha().ofMaxLength(5).injectNull(0.5);
    return Combinators.combine(Records.any(), ids, ids)
        .as(
            (record, hashKey, replayId) -> {
              record.setExplicitHashKey(hashKey);
              record.setReplayId(replayId);
              return record;
            })
        .list()
        .ofMaxSize(50);
  }
}
