package io.kinesisrewind.archive.parquet;

import io.kinesisrewind.runtime.FlinkOutputFile;
import io.kinesisrewind.schemas.ArchivedRecord;
import io.kinesisrewind.schemas.FileSummary;
import java.io.IOException;
import java.util.List;
import org.apache.flink.core.fs.FSDataOutputStream;
import org.apache.parquet.hadoop.ParquetWriter;

/** Writes a block's rows as a Parquet file, laid out as {@link ParquetLayout} says. */
public final class BlockOutput {

  private BlockOutput() {}

  /**
   * Leaves the stream open.
   *
   * @param rows in {@link io.kinesisrewind.schemas.BlockOrder}
   */
  public static void write(
      FSDataOutputStream stream,
      List<ArchivedRecord> rows,
      FileSummary summary,
      Compression compression)
      throws IOException {
    try (ParquetWriter<ArchivedRecord> writer =
        ParquetLayout.writer(new FlinkOutputFile(stream), rows, summary, compression)) {
      for (ArchivedRecord row : rows) {
        writer.write(row);
      }
    }
  }
}
