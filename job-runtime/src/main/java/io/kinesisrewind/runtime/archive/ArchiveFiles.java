package io.kinesisrewind.runtime.archive;

import io.kinesisrewind.runtime.FlinkInputFile;
import io.kinesisrewind.schemas.ArchivedRecord;
import io.kinesisrewind.schemas.FileSummary;
import io.kinesisrewind.schemas.KeyBucket;
import java.io.EOFException;
import java.io.IOException;
import java.util.Set;
import org.apache.flink.core.fs.Path;
import org.apache.parquet.ParquetReadOptions;
import org.apache.parquet.conf.PlainParquetConfiguration;
import org.apache.parquet.filter2.compat.FilterCompat;
import org.apache.parquet.hadoop.ParquetFileReader;
import org.apache.parquet.hadoop.ParquetReader;
import org.apache.parquet.hadoop.api.ReadSupport;

/**
 * Reads an archive's files. What is wrong with a file's contents is a {@link BrokenFileException},
 * whatever Parquet calls it; an {@link IOException} is the file system's, and may pass.
 */
public final class ArchiveFiles {

  /** Only what tells where a record stands, and when it arrived. */
  private static final Set<String> POSITIONS =
      Set.of("shard_id", "sequence_number", "approximate_arrival_timestamp");

  private ArchiveFiles() {}

  /** Is given the rows of a file. */
  @FunctionalInterface
  public interface RowConsumer {

    /**
     * @param index of the row in the file
     */
    void accept(ArchivedRecord row, long index);
  }

  /**
   * What a file says about itself.
   *
   * @param bucket what its name says
   * @throws BrokenFileException where it is not a file of this stream and bucket
   */
  public static FileSummary summary(Path path, long length, String streamName, KeyBucket bucket)
      throws IOException {
    FlinkInputFile file = FlinkInputFile.of(path, length);
    ParquetReadOptions options =
        ParquetReadOptions.builder(new PlainParquetConfiguration()).build();
    try (ParquetFileReader reader = ParquetFileReader.open(file, options)) {
      FileSummary summary =
          FileSummary.fromMetadata(reader.getFileMetaData().getKeyValueMetaData())
              .orElseThrow(() -> new BrokenFileException("an archive job did not write it"));
      require(summary.streamName().equals(streamName), "it holds stream " + summary.streamName());
      require(summary.bucket().equals(bucket), "it holds key bucket " + summary.bucket());
      long rows = reader.getRecordCount();
      require(summary.records() == rows, rows + " rows, but it claims " + summary.records());
      return summary;
    } catch (EOFException e) {
      throw new BrokenFileException(e);
    } catch (RuntimeException e) {
      // Parquet says IllegalArgumentException, ArrayIndexOutOfBoundsException and what not.
      throw broken(e);
    }
  }

  /**
   * Reads the rows that the filter lets through, in the file's order.
   *
   * @throws BrokenFileException where a row cannot be read, or a page's checksum is wrong
   */
  public static void forEachRow(
      Path path, long length, FilterCompat.Filter filter, RowConsumer consumer) throws IOException {
    forEachRow(path, length, filter, RowReadSupport.all(), consumer);
  }

  /**
   * The same, of rows that have their shard, sequence number and arrival and nothing else: the
   * other columns, which are nearly all of a file, are not read.
   *
   * @param filter on these columns
   */
  public static void forEachPosition(
      Path path, long length, FilterCompat.Filter filter, RowConsumer consumer) throws IOException {
    forEachRow(path, length, filter, RowReadSupport.of(POSITIONS), consumer);
  }

  private static void forEachRow(
      Path path,
      long length,
      FilterCompat.Filter filter,
      RowReadSupport columns,
      RowConsumer consumer)
      throws IOException {
    try (ParquetReader<ArchivedRecord> reader = open(path, length, filter, columns)) {
      for (ArchivedRecord row = reader.read(); row != null; row = reader.read()) {
        consumer.accept(row, reader.getCurrentRowIndex());
      }
    } catch (EOFException e) {
      throw new BrokenFileException(e);
    } catch (RuntimeException e) {
      throw broken(e);
    }
  }

  private static ParquetReader<ArchivedRecord> open(
      Path path, long length, FilterCompat.Filter filter, RowReadSupport columns)
      throws IOException {
    return new RowReaderBuilder(FlinkInputFile.of(path, length), columns)
        .withFilter(filter)
        .usePageChecksumVerification()
        .useStatsFilter()
        .useDictionaryFilter()
        .useBloomFilter()
        .useColumnIndexFilter()
        .useRecordFilter()
        .build();
  }

  /**
   * The reason, where Parquet has wrapped one of ours up.
   *
   * @throws IOException where it has wrapped one of those up
   */
  private static BrokenFileException broken(RuntimeException e) throws IOException {
    for (Throwable cause = e; cause != null; cause = cause.getCause()) {
      if (cause instanceof BrokenFileException) {
        return (BrokenFileException) cause;
      }
      if (cause instanceof IOException && !(cause instanceof EOFException)) {
        throw (IOException) cause;
      }
    }
    return new BrokenFileException(e);
  }

  private static final class RowReaderBuilder extends ParquetReader.Builder<ArchivedRecord> {

    private final RowReadSupport columns;

    RowReaderBuilder(FlinkInputFile file, RowReadSupport columns) {
      super(file, new PlainParquetConfiguration());
      this.columns = columns;
    }

    @Override
    protected ReadSupport<ArchivedRecord> getReadSupport() {
      return columns;
    }
  }

  private static void require(boolean condition, String otherwise) {
    if (!condition) {
      throw new BrokenFileException(otherwise);
    }
  }
}
