package io.kinesisrewind.runtime.archive;

import io.kinesisrewind.schemas.ArchivedRecord;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.hadoop.conf.Configuration;
import org.apache.parquet.avro.AvroSchemaConverter;
import org.apache.parquet.conf.ParquetConfiguration;
import org.apache.parquet.conf.PlainParquetConfiguration;
import org.apache.parquet.hadoop.api.InitContext;
import org.apache.parquet.hadoop.api.ReadSupport;
import org.apache.parquet.io.api.GroupConverter;
import org.apache.parquet.io.api.RecordMaterializer;
import org.apache.parquet.schema.MessageType;
import org.apache.parquet.schema.Type;

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

  private final MessageType columns;

  private RowReadSupport(MessageType columns) {
    this.columns = columns;
  }

  /** Of whole records. */
  static RowReadSupport all() {
    return new RowReadSupport(SCHEMA);
  }

  /**
   * Of records that have these columns and nothing else.
   *
   * @param columns by name
   */
  static RowReadSupport of(Set<String> columns) {
    List<Type> fields = new ArrayList<>(SCHEMA.getFields());
    fields.removeIf(field -> !columns.contains(field.getName()));
    return new RowReadSupport(new MessageType(SCHEMA.getName(), fields));
  }

  @Override
  public ReadContext init(InitContext context) {
    return new ReadContext(columns);
  }

  @Override
  public RecordMaterializer<ArchivedRecord> prepareForRead(
      ParquetConfiguration configuration,
      Map<String, String> metadata,
      MessageType fileSchema,
      ReadContext context) {
    return new Materializer(columns);
  }

  /** What Parquet called before it had a configuration of its own. */
  @Override
  @Deprecated
  public RecordMaterializer<ArchivedRecord> prepareForRead(
      Configuration configuration,
      Map<String, String> metadata,
      MessageType fileSchema,
      ReadContext context) {
    return new Materializer(columns);
  }

  private static final class Materializer extends RecordMaterializer<ArchivedRecord> {

    private final RowConverter row;

    Materializer(MessageType columns) {
      row = new RowConverter(columns);
    }

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
