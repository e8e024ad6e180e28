package io.kinesisrewind.runtime.archive;

import io.kinesisrewind.schemas.ArchivedRecord;
import java.util.Map;
import org.apache.hadoop.conf.Configuration;
import org.apache.parquet.avro.AvroSchemaConverter;
import org.apache.parquet.conf.ParquetConfiguration;
import org.apache.parquet.conf.PlainParquetConfiguration;
import org.apache.parquet.hadoop.api.InitContext;
import org.apache.parquet.hadoop.api.ReadSupport;
import org.apache.parquet.io.api.GroupConverter;
import org.apache.parquet.io.api.RecordMaterializer;
import org.apache.parquet.schema.MessageType;

/**
 * Reads archived records as {@link org.apache.parquet.avro.AvroReadSupport} does, by our schema
 * whatever wrote the file: a compaction by another tool leaves none in it. Knowing the one schema,
 * it asks no field for its type and conversion, makes no object by reflection, and decodes a text
 * once that neighbouring rows have in common.
 */
final class RowReadSupport extends ReadSupport<ArchivedRecord> {

  private static final MessageType SCHEMA =
      new AvroSchemaConverter(new PlainParquetConfiguration())
          .convert(ArchivedRecord.getClassSchema());

  @Override
  public ReadContext init(InitContext context) {
    return new ReadContext(SCHEMA);
  }

  @Override
  public RecordMaterializer<ArchivedRecord> prepareForRead(
      ParquetConfiguration configuration,
      Map<String, String> metadata,
      MessageType fileSchema,
      ReadContext context) {
    return new Materializer();
  }

  /** What Parquet called before it had a configuration of its own. */
  @Override
  @Deprecated
  public RecordMaterializer<ArchivedRecord> prepareForRead(
      Configuration configuration,
      Map<String, String> metadata,
      MessageType fileSchema,
      ReadContext context) {
    return new Materializer();
  }

  private static final class Materializer extends RecordMaterializer<ArchivedRecord> {

    private final RowConverter row = new RowConverter(SCHEMA);

    @Override
    public ArchivedRecord getCurrentRecord() {
      return row.record();
    }

    @Override
    public GroupConverter getRootConverter() {
      return row;
    }
  }
}
