package io.kinesisrewind.replay.testing;

import io.kinesisrewind.runtime.FlinkOutputFile;
import io.kinesisrewind.schemas.ArchiveFileName;
import io.kinesisrewind.schemas.ArchiveHour;
import io.kinesisrewind.schemas.ArchivedRecord;
import io.kinesisrewind.schemas.BlockOrder;
import io.kinesisrewind.schemas.FileSummary;
import io.kinesisrewind.schemas.KeyBucket;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import org.apache.avro.specific.SpecificData;
import org.apache.flink.core.fs.FSDataOutputStream;
import org.apache.flink.core.fs.FileSystem.WriteMode;
import org.apache.flink.core.fs.Path;
import org.apache.parquet.avro.AvroParquetWriter;
import org.apache.parquet.conf.PlainParquetConfiguration;
import org.apache.parquet.hadoop.ParquetWriter;
import org.apache.parquet.hadoop.metadata.CompressionCodecName;

/** Writes archive files as the contract says, on any of Flink's file systems. */
public final class TestArchive {

  private final Path root;
  private final List<Path> files = new ArrayList<>();

  public TestArchive(Path root) {
    this.root = root;
  }

  public Path root() {
    return root;
  }

  /** All files written, in the order of writing. */
  public List<Path> files() {
    return List.copyOf(files);
  }

  /** Writes what one checkpoint would: one file for each hour and bucket. */
  public TestArchive write(List<ArchivedRecord> records, int buckets) throws IOException {
    Map<String, List<ArchivedRecord>> byFile = new TreeMap<>();
    for (ArchivedRecord record : records) {
      KeyBucket bucket = KeyBucket.ofKey(record.getPartitionKey(), buckets);
      byFile
          .computeIfAbsent(ArchiveHour.of(record).path() + "|" + bucket, key -> new ArrayList<>())
          .add(record);
    }
    for (List<ArchivedRecord> rows : byFile.values()) {
      writeFile(rows, KeyBucket.ofKey(rows.get(0).getPartitionKey(), buckets));
    }
    return this;
  }

  private void writeFile(List<ArchivedRecord> rows, KeyBucket bucket) throws IOException {
    rows.sort(BlockOrder.COMPARATOR);
    String name = ArchiveFileName.of(bucket, UUID.randomUUID().toString());
    Path file = new Path(new Path(root, ArchiveHour.of(rows.get(0)).path()), name);
    file.getFileSystem().mkdirs(file.getParent());
    try (FSDataOutputStream stream = file.getFileSystem().create(file, WriteMode.NO_OVERWRITE)) {
      try (ParquetWriter<ArchivedRecord> writer = writer(stream, rows, bucket)) {
        for (ArchivedRecord row : rows) {
          writer.write(row);
        }
      }
    }
    files.add(file);
  }

  private static ParquetWriter<ArchivedRecord> writer(
      FSDataOutputStream stream, List<ArchivedRecord> rows, KeyBucket bucket) throws IOException {
    return AvroParquetWriter.<ArchivedRecord>builder(new FlinkOutputFile(stream))
        .withConf(new PlainParquetConfiguration())
        .withSchema(ArchivedRecord.getClassSchema())
        .withDataModel(SpecificData.getForClass(ArchivedRecord.class))
        .withCompressionCodec(CompressionCodecName.ZSTD)
        .withPageRowCountLimit(100)
        .withBloomFilterEnabled("partition_key", true)
        .withExtraMetaData(FileSummary.of(bucket, rows).toMetadata())
        .build();
  }
}
