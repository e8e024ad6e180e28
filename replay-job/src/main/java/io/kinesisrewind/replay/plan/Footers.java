package io.kinesisrewind.replay.plan;

import io.kinesisrewind.replay.ReplayFailedException;
import io.kinesisrewind.runtime.FlinkInputFile;
import io.kinesisrewind.schemas.FileSummary;
import io.kinesisrewind.schemas.KeyBucket;
import java.io.FileNotFoundException;
import java.io.IOException;
import org.apache.flink.core.fs.FileStatus;
import org.apache.parquet.ParquetReadOptions;
import org.apache.parquet.conf.PlainParquetConfiguration;
import org.apache.parquet.hadoop.ParquetFileReader;

/** Reads what an archive file says about itself. */
final class Footers {

  private Footers() {}

  /**
   * @param bucket what the file's name says
   * @throws ReplayFailedException where the file, named like one of the archive, is not one: the
   *     user must know before a part of the archive is left out in silence
   */
  static FileSummary read(FileStatus file, String streamName, KeyBucket bucket) throws IOException {
    ParquetReadOptions options =
        ParquetReadOptions.builder(new PlainParquetConfiguration()).build();
    try (ParquetFileReader reader = ParquetFileReader.open(FlinkInputFile.of(file), options)) {
      FileSummary summary =
          FileSummary.fromMetadata(reader.getFileMetaData().getKeyValueMetaData())
              .orElseThrow(() -> new IllegalArgumentException("an archive job did not write it"));
      check(summary, streamName, bucket, reader.getRecordCount());
      return summary;
    } catch (FileNotFoundException e) {
      throw new ReplayFailedException(
          file.getPath() + " vanished while the replay was planned; start the replay again", e);
    } catch (IOException e) {
      throw new IOException("Cannot read " + file.getPath() + ": " + e.getMessage(), e);
    } catch (RuntimeException e) {
      // Parquet says IllegalArgumentException, ArrayIndexOutOfBoundsException and what not.
      throw new ReplayFailedException(
          file.getPath()
              + " is named like a file of the archive but cannot be read as one: "
              + e.getMessage()
              + "; restore it, or move it out of the archive",
          e);
    }
  }

  private static void check(FileSummary summary, String streamName, KeyBucket bucket, long rows) {
    require(summary.streamName().equals(streamName), "it holds stream " + summary.streamName());
    require(summary.bucket().equals(bucket), "it holds key bucket " + summary.bucket());
    require(summary.records() == rows, rows + " rows, but it claims " + summary.records());
  }

  private static void require(boolean condition, String otherwise) {
    if (!condition) {
      throw new IllegalArgumentException(otherwise);
    }
  }
}
