package io.kinesisrewind.archive.parquet;

import io.kinesisrewind.schemas.ArchivedRecord;
import io.kinesisrewind.schemas.FileSummary;
import java.io.IOException;
import java.util.List;
import org.apache.parquet.conf.PlainParquetConfiguration;
import org.apache.parquet.hadoop.ParquetWriter;
import org.apache.parquet.io.OutputFile;

/**
 * How a block lies in its file: one row group, small pages with a page index, a Bloom filter on the
 * partition key.
 *
 * <p>A reader of one key finds the row group by the filter and its rows by the index, and reads one
 * or two pages of each column: the smaller, the better, down to where compression suffers.
 */
final class ParquetLayout {

  private static final int PAGE_BYTES = 128 << 10;
  private static final int PAGE_ROWS = 2_000;
  private static final int MOST_ROWS_BETWEEN_CHECKS = 100;

  /** No end to a row group but the block's own. */
  private static final long ROW_GROUP_BYTES = Long.MAX_VALUE / 4;

  private static final double FALSE_POSITIVES = 0.01;

  private ParquetLayout() {}

  /**
   * @param rows sorted; the Bloom filter is sized by their keys
   */
  static ParquetWriter<ArchivedRecord> writer(
      OutputFile file, List<ArchivedRecord> rows, FileSummary summary, Compression compression)
      throws IOException {
    RowsShape shape = RowsShape.of(rows);
    int rowsBetweenChecks = rowsBetweenChecks(shape.largestData());
    return new RowWriterBuilder(file)
        .withConf(new PlainParquetConfiguration())
        .withCompressionCodec(compression.codec())
        .withCodecFactory(new PageCodec(compression))
        .withRowGroupSize(ROW_GROUP_BYTES)
        .withPageSize(PAGE_BYTES)
        .withPageRowCountLimit(PAGE_ROWS)
        .withMinRowCountForPageSizeCheck(rowsBetweenChecks)
        .withMaxRowCountForPageSizeCheck(rowsBetweenChecks)
        // Next to unique, or (the sorted key) compressed as well without; and a chunk that is all
        // dictionary gets no Bloom filter.
        .withDictionaryEncoding("data", false)
        .withDictionaryEncoding("sequence_number", false)
        .withDictionaryEncoding("partition_key", false)
        .withBloomFilterEnabled("partition_key", true)
        .withBloomFilterNDV("partition_key", shape.distinctKeys())
        .withBloomFilterFPP("partition_key", FALSE_POSITIVES)
        .withExtraMetaData(summary.toMetadata())
        .build();
  }

  /**
   * After how many rows Parquet is to look whether a page is full. Left to itself it looks after a
   * hundred, and a hundred of the largest records are the whole block, in three copies.
   */
  private static int rowsBetweenChecks(int largestData) {
    return Math.max(1, Math.min(MOST_ROWS_BETWEEN_CHECKS, PAGE_BYTES / Math.max(1, largestData)));
  }
}
