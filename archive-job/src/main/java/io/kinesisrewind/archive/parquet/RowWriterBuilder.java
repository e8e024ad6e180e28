package io.kinesisrewind.archive.parquet;

import io.kinesisrewind.schemas.ArchivedRecord;
import org.apache.hadoop.conf.Configuration;
import org.apache.parquet.conf.ParquetConfiguration;
import org.apache.parquet.hadoop.ParquetWriter;
import org.apache.parquet.hadoop.api.WriteSupport;
import org.apache.parquet.io.OutputFile;

/** Parquet's writer for rows as {@link RowSupport} writes them. */
final class RowWriterBuilder extends ParquetWriter.Builder<ArchivedRecord, RowWriterBuilder> {

  RowWriterBuilder(OutputFile file) {
    super(file);
  }

  @Override
  protected RowWriterBuilder self() {
    return this;
  }

  /** What Parquet called before it had a configuration of its own. */
  @Override
  @Deprecated
  protected WriteSupport<ArchivedRecord> getWriteSupport(Configuration configuration) {
    return new RowSupport();
  }

  @Override
  protected WriteSupport<ArchivedRecord> getWriteSupport(ParquetConfiguration configuration) {
    return new RowSupport();
  }
}
