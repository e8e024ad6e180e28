package io.kinesisrewind.runtime.archive;

import io.kinesisrewind.schemas.ArchivedRecord;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.Map;
import org.apache.parquet.column.Dictionary;
import org.apache.parquet.io.api.Binary;
import org.apache.parquet.io.api.Converter;
import org.apache.parquet.io.api.GroupConverter;
import org.apache.parquet.io.api.PrimitiveConverter;
import org.apache.parquet.schema.MessageType;

/** Is given a row's columns, or some of them, and makes a record of them. */
final class RowConverter extends GroupConverter {

  private final Text streamName = new Text();
  private final Text shardId = new Text();
  private final Text sequenceNumber = new UniqueText();
  private final LongValue subSequenceNumber = new LongValue();
  private final Text partitionKey = new Text();
  private final Text explicitHashKey = new Text();
  private final LongValue arrival = new LongValue();
  private final Bytes data = new Bytes();
  private final Text replayId = new Text();
  private final Map<String, Converter> byName =
      Map.of(
          "stream_name", streamName,
          "shard_id", shardId,
          "sequence_number", sequenceNumber,
          "sub_sequence_number", subSequenceNumber,
          "partition_key", partitionKey,
          "explicit_hash_key", explicitHashKey,
          "approximate_arrival_timestamp", arrival,
          "data", data,
          "replay_id", replayId);
  private final MessageType schema;
  private final Converter[] columns;

  /**
   * @param schema of the columns that are read
   */
  RowConverter(MessageType schema) {
    this.schema = schema;
    this.columns =
        schema.getFields().stream()
            .map(field -> byName.get(field.getName()))
            .toArray(Converter[]::new);
  }

  @Override
  public Converter getConverter(int column) {
    return columns[column];
  }

  @Override
  public void start() {
    streamName.value = null;
    shardId.value = null;
    sequenceNumber.value = null;
    subSequenceNumber.clear();
    partitionKey.value = null;
    explicitHashKey.value = null;
    arrival.clear();
    data.value = null;
    replayId.value = null;
  }

  @Override
  public void end() {}

  /**
   * @throws BrokenFileException where a column has no value that every record has
   */
  ArchivedRecord record() {
    return new ArchivedRecord(
        require(streamName.value, streamName),
        require(shardId.value, shardId),
        require(sequenceNumber.value, sequenceNumber),
        requireNumber(subSequenceNumber),
        require(partitionKey.value, partitionKey),
        explicitHashKey.value,
        Instant.ofEpochMilli(requireNumber(arrival)),
        require(data.value, data),
        replayId.value);
  }

  /** Zero is what a column has that is not read. */
  private long requireNumber(LongValue column) {
    require(column.isSet ? column : null, column);
    return column.value;
  }

  /** Null is what a column has that is not read. */
  private <T> T require(T value, Converter column) {
    if (value == null) {
      for (int index = 0; index < columns.length; index++) {
        if (columns[index] == column) {
          throw new BrokenFileException("a row without " + schema.getFieldName(index));
        }
      }
    }
    return value;
  }

  /** Of rows with the same text one after the other, all have the one object. */
  private static class Text extends PrimitiveConverter {

    String value;
    private String[] dictionary;
    private Binary last;
    private String lastText;

    @Override
    public boolean hasDictionarySupport() {
      return true;
    }

    @Override
    public void setDictionary(Dictionary values) {
      dictionary = new String[values.getMaxId() + 1];
      for (int id = 0; id < dictionary.length; id++) {
        dictionary[id] = values.decodeToBinary(id).toStringUsingUTF8();
      }
    }

    @Override
    public void addValueFromDictionary(int id) {
      value = dictionary[id];
    }

    @Override
    public void addBinary(Binary text) {
      if (!text.equals(last)) {
        last = text.copy();
        lastText = text.toStringUsingUTF8();
      }
      value = lastText;
    }
  }

  /** Of which no two rows have the same. */
  private static final class UniqueText extends Text {

    @Override
    public void addBinary(Binary text) {
      value = text.toStringUsingUTF8();
    }
  }

  private static final class LongValue extends PrimitiveConverter {

    private long value;
    private boolean isSet;

    void clear() {
      value = 0;
      isSet = false;
    }

    @Override
    public void addLong(long number) {
      value = number;
      isSet = true;
    }

    @Override
    public void addInt(int number) {
      addLong(number);
    }
  }

  /** Copied: what is kept of a row must not keep its page. */
  private static final class Bytes extends PrimitiveConverter {

    private ByteBuffer value;

    @Override
    public void addBinary(Binary bytes) {
      value = ByteBuffer.wrap(bytes.getBytes());
    }
  }
}
