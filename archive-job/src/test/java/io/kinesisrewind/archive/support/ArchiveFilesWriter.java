package io.kinesisrewind.archive.support;

import io.kinesisrewind.archive.parquet.BlockOutput;
import io.kinesisrewind.archive.parquet.Compression;
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
import org.apache.flink.core.fs.FSDataOutputStream;
import org.apache.flink.core.fs.FileSystem.WriteMode;
import org.apache.flink.core.fs.Path;

/** Writes files as the archive job does, on any of Flink's file systems. */
public final class ArchiveFilesWriter {

  private final Path archive;

  public ArchiveFilesWriter(Path archive) {
    this.archive = archive;
  }

  /** What one checkpoint would write: one file for each stream, hour and bucket. */
  public List<Path> write(List<ArchivedRecord> records, int buckets) throws IOException {
    Map<String, List<ArchivedRecord>> byFile = new TreeMap<>();
    for (ArchivedRecord record : records) {
      KeyBucket bucket = KeyBucket.ofKey(record.getPartitionKey(), buckets);
      byFile
          .computeIfAbsent(ArchiveHour.of(record).path() + "|" + bucket, key -> new ArrayList<>())
          .add(record);
    }
    List<Path> files = new ArrayList<>();
    for (List<ArchivedRecord> rows : byFile.values()) {
      files.add(file(rows, KeyBucket.ofKey(rows.get(0).getPartitionKey(), buckets)));
    }
    return files;
  }

  private Path file(List<ArchivedRecord> rows, KeyBucket bucket) throws IOException {
    rows.sort(BlockOrder.COMPARATOR);
    String name = ArchiveFileName.of(bucket, UUID.randomUUID().toString());
    Path file = new Path(archive, ArchiveHour.of(rows.get(0)).path() + "/" + name);
    try (FSDataOutputStream stream = file.getFileSystem().create(file, WriteMode.NO_OVERWRITE)) {
      BlockOutput.write(stream, rows, FileSummary.of(bucket, rows), Compression.DEFAULT);
    }
    return file;
  }
}
