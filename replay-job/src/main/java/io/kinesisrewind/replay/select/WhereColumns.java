package io.kinesisrewind.replay.select;

import io.kinesisrewind.schemas.ArchivedRecord;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.table.data.GenericRowData;
import org.apache.flink.table.data.RowData;
import org.apache.flink.table.data.StringData;
import org.apache.flink.table.data.TimestampData;
import org.apache.flink.types.Row;

/**
 * A record as a row of Flink SQL: the contract's columns under their names, times as TIMESTAMP in
 * UTC. {@code data} is text, which is what SQL's JSON functions take, and NULL where it is not
 * UTF-8.
 */
final class WhereColumns {

  static final String[] NAMES = {
    "stream_name",
    "shard_id",
    "sequence_number",
    "sub_sequence_number",
    "partition_key",
    "explicit_hash_key",
    "approximate_arrival_timestamp",
    "data",
    "replay_id"
  };

  static final TypeInformation<Row> TYPE =
      Types.ROW_NAMED(
          NAMES,
          Types.STRING,
          Types.STRING,
          Types.STRING,
          Types.LONG,
          Types.STRING,
          Types.STRING,
          Types.LOCAL_DATE_TIME,
          Types.STRING,
          Types.STRING);

  private WhereColumns() {}

  static RowData row(ArchivedRecord record) {
    return GenericRowData.of(
        StringData.fromString(record.getStreamName()),
        StringData.fromString(record.getShardId()),
        StringData.fromString(record.getSequenceNumber()),
        record.getSubSequenceNumber(),
        StringData.fromString(record.getPartitionKey()),
        StringData.fromString(record.getExplicitHashKey()),
        TimestampData.fromEpochMillis(record.getApproximateArrivalTimestamp().toEpochMilli()),
        StringData.fromString(text(record.getData())),
        StringData.fromString(record.getReplayId()));
  }

  private static String text(ByteBuffer data) {
    try {
      return StandardCharsets.UTF_8.newDecoder().decode(data.duplicate()).toString();
    } catch (CharacterCodingException e) {
      return null; // other bytes are no less a record
    }
  }
}
