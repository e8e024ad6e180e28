package io.kinesisrewind.benchmarks.pipeline;

import io.kinesisrewind.schemas.ArchivedRecord;
import java.io.IOException;
import java.nio.file.Path;
import org.apache.parquet.avro.AvroParquetWriter;
import org.apache.parquet.hadoop.ParquetWriter;
import org.apache.parquet.hadoop.metadata.CompressionCodecName;
import org.apache.parquet.io.LocalOutputFile;

/**
 * parquet-avro as its documentation shows it: ZSTD at its own default level, which is the
 * archive's, and else its defaults. One thread, no order, no buckets, no checkpoints, nothing
 * exactly once.
 */
final class BareWriter {

  /** No row group ends before its file does. */
  private static final long ROW_GROUP_BYTES = Long.MAX_VALUE / 4;

  private BareWriter() {}

  /** Spreads the records evenly over files of one row group each. */
  static void write(ArchivedRecord[] records, int files, Path folder) throws IOException {
    int perFile = (records.length + files - 1) / files;
    for (int file = 0; file < files; file++) {
      int from = file * perFile;
      int to = Math.min(records.length, from + perFile);
      try (ParquetWriter<ArchivedRecord> writer = writer(folder.resolve(file + ".parquet"))) {
        for (int i = from; i < to; i++) {
          writer.write(records[i]);
        }
      }
    }
  }

  private static ParquetWriter<ArchivedRecord> writer(Path file) throws IOException {
    return AvroParquetWriter.<ArchivedRecord>builder(new LocalOutputFile(file))
        .withSchema(ArchivedRecord.getClassSchema())
        .withDataModel(new ArchivedRecord().getSpecificData())
        .withCompressionCodec(CompressionCodecName.ZSTD)
        .withRowGroupSize(ROW_GROUP_BYTES)
        .build();
  }
}
