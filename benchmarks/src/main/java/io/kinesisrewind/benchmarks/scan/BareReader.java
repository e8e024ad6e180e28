package io.kinesisrewind.benchmarks.scan;

import io.kinesisrewind.schemas.ArchivedRecord;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.apache.parquet.avro.AvroParquetReader;
import org.apache.parquet.conf.PlainParquetConfiguration;
import org.apache.parquet.hadoop.ParquetReader;
import org.apache.parquet.io.LocalInputFile;

/**
 * parquet-avro as its documentation shows it, into the same objects. One thread, file after file in
 * any order; no order between files, no duplicates found, no position to go on from.
 */
final class BareReader {

  private BareReader() {}

  /** Number of rows in the files. */
  static long read(List<Path> files) throws IOException {
    long rows = 0;
    for (Path file : files) {
      try (ParquetReader<ArchivedRecord> reader =
          AvroParquetReader.<ArchivedRecord>builder(
                  new LocalInputFile(file), new PlainParquetConfiguration())
              .withDataModel(new ArchivedRecord().getSpecificData())
              .build()) {
        while (reader.read() != null) {
          rows++;
        }
      }
    }
    return rows;
  }
}
