package io.kinesisrewind.archive.parquet;

import io.kinesisrewind.schemas.ArchivedRecord;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.hadoop.conf.Configuration;
import org.apache.parquet.avro.AvroSchemaConverter;
import org.apache.parquet.conf.ParquetConfiguration;
import org.apache.parquet.conf.PlainParquetConfiguration;
import org.apache.parquet.hadoop.api.WriteSupport;
import org.apache.parquet.io.api.Binary;
import org.apache.parquet.io.api.RecordConsumer;
import org.apache.parquet.schema.MessageType;
import org.apache.parquet.schema.Type;

/**
 * Writes archived records as {@link org.apache.parquet.avro.AvroWriteSupport} does: the same
 * columns, the same metadata, so that who reads Avro finds nothing changed. Knowing its one schema,
 * it asks no field for its name, type, union branch and conversion, and encodes a text that rows
 * have in common once.
 *
 * <p>Half of a surrogate pair, which no producer can put into a key, becomes '?' in UTF-8; Avro's
 * own support fails on it.
 */
final class RowSupport extends WriteSupport<ArchivedRecord> {

  private static final MessageType SCHEMA =
      new AvroSchemaConverter(new PlainParquetConfiguration())
          .convert(ArchivedRecord.getClassSchema());

  /** Where AvroReadSupport looks for the schema that was written. */
  private static final Map<String, String> METADATA =
      Map.of("parquet.avro.schema", ArchivedRecord.getClassSchema().toString());

  private static final List<String> COLUMNS =
      SCHEMA.getFields().stream().map(Type::getName).collect(java.util.stream.Collectors.toList());

  private final Column streamName = new Column("stream_name");
  private final Column shardId = new Column("shard_id");
  private final Column sequenceNumber = new Column("sequence_number");
  private final Column subSequenceNumber = new Column("sub_sequence_number");
  private final Column partitionKey = new Column("partition_key");
  private final Column explicitHashKey = new Column("explicit_hash_key");
  private final Column arrival = new Column("approximate_arrival_timestamp");
  private final Column data = new Column("data");
  private final Column replayId = new Column("replay_id");

  private final Map<String, Binary> names = new HashMap<>();
  private RecordConsumer out;
  private String lastKey;
  private Binary lastKeyBytes;

  @Override
  public WriteContext init(ParquetConfiguration configuration) {
    return new WriteContext(SCHEMA, METADATA);
  }

  /** What Parquet called before it had a configuration of its own. */
  @Override
  @Deprecated
  public WriteContext init(Configuration configuration) {
    return new WriteContext(SCHEMA, METADATA);
  }

  @Override
  public String getName() {
    return "avro";
  }

  @Override
  public void prepareForWrite(RecordConsumer consumer) {
    out = consumer;
  }

  @Override
  public void write(ArchivedRecord record) {
    out.startMessage();
    streamName.write(name(record.getStreamName()));
    shardId.write(name(record.getShardId()));
    sequenceNumber.write(utf8(record.getSequenceNumber()));
    subSequenceNumber.write(record.getSubSequenceNumber());
    partitionKey.write(key(record.getPartitionKey()));
    explicitHashKey.writeNullable(record.getExplicitHashKey());
    arrival.write(record.getApproximateArrivalTimestamp().toEpochMilli());
    data.write(bytes(record.getData()));
    replayId.writeNullable(record.getReplayId());
    out.endMessage();
  }

  /** Of the few there are in a file. */
  private Binary name(String name) {
    return names.computeIfAbsent(name, RowSupport::utf8);
  }

  /** Rows of one key follow each other, and share its text. */
  private Binary key(String key) {
    if (!key.equals(lastKey)) {
      lastKey = key;
      lastKeyBytes = utf8(key);
    }
    return lastKeyBytes;
  }

  private static Binary utf8(String text) {
    return Binary.fromConstantByteArray(text.getBytes(StandardCharsets.UTF_8));
  }

  private static Binary bytes(ByteBuffer data) {
    return data.hasArray()
        ? Binary.fromConstantByteArray(
            data.array(), data.arrayOffset() + data.position(), data.remaining())
        : Binary.fromConstantByteBuffer(data.duplicate());
  }

  /** A column by name and place. */
  private final class Column {

    private final String name;
    private final int index;

    Column(String name) {
      this.name = name;
      this.index = COLUMNS.indexOf(name);
    }

    void write(Binary value) {
      out.startField(name, index);
      out.addBinary(value);
      out.endField(name, index);
    }

    void write(long value) {
      out.startField(name, index);
      out.addLong(value);
      out.endField(name, index);
    }

    /** A null is a field that is left out. */
    void writeNullable(String value) {
      if (value != null) {
        write(utf8(value));
      }
    }
  }
}
