package io.kinesisrewind.archive.latest;

import io.kinesisrewind.schemas.ArchivedRecord;
import io.kinesisrewind.schemas.LatestTable;
import io.kinesisrewind.schemas.Position;
import java.io.Serializable;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** An item of a table, cut to size by {@link LatestItems}. */
public final class LatestItem implements Serializable {

  private static final long serialVersionUID = 1L;

  /** What has become of the record's data. */
  public enum Form {
    AS_PUT,
    GZIP,
    /** Too large; the item says where the record is archived, if it is. */
    LEFT_OUT,
    /** There is none: the item is the marker of a deleted key. */
    DELETED
  }

  private final ArchivedRecord record;
  private final Form form;
  private final String archiveLocation;

  /**
   * @param record with its data in that form
   * @param archiveLocation may be null
   */
  LatestItem(ArchivedRecord record, Form form, String archiveLocation) {
    this.record = record;
    this.form = form;
    this.archiveLocation = archiveLocation;
  }

  ArchivedRecord record() {
    return record;
  }

  public Form form() {
    return form;
  }

  Optional<String> archiveLocation() {
    return Optional.ofNullable(archiveLocation);
  }

  String tableName() {
    return LatestTable.tableName(record.getStreamName());
  }

  byte[] position() {
    return Position.of(record).toBytes();
  }

  /**
   * As DynamoDB is given it.
   *
   * @param expiry null: never
   */
  Map<String, AttributeValue> attributes(Instant now, Instant expiry) {
    Map<String, AttributeValue> item = new HashMap<>();
    item.put(LatestTable.PARTITION_KEY, text(record.getPartitionKey()));
    item.put(LatestTable.SEQUENCE_NUMBER, text(record.getSequenceNumber()));
    item.put(LatestTable.SUB_SEQUENCE_NUMBER, number(Long.toString(record.getSubSequenceNumber())));
    item.put(LatestTable.POSITION, AttributeValue.fromB(SdkBytes.fromByteArray(position())));
    item.put(LatestTable.SHARD_ID, text(record.getShardId()));
    item.put(LatestTable.APPROXIMATE_ARRIVAL_TIMESTAMP, number(arrivalSeconds()));
    item.put(LatestTable.LAST_UPDATE, text(now.toString()));
    if (form == Form.GZIP) {
      item.put(LatestTable.RECORD_DATA_ENCODING, text(LatestTable.GZIP));
    }
    if (expiry != null) {
      item.put(LatestTable.EXPIRE_AFTER, number(Long.toString(expiry.getEpochSecond())));
    }
    if (form == Form.DELETED) {
      item.put(LatestTable.DELETED, AttributeValue.fromBool(true));
    } else if (form != Form.LEFT_OUT) {
      SdkBytes data = SdkBytes.fromByteBuffer(record.getData());
      item.put(LatestTable.RECORD_DATA, AttributeValue.fromB(data));
    } else if (archiveLocation != null) {
      item.put(LatestTable.ARCHIVE_LOCATION, text(archiveLocation));
    }
    return item;
  }

  private String arrivalSeconds() {
    long millis = record.getApproximateArrivalTimestamp().toEpochMilli();
    return BigDecimal.valueOf(millis, 3).toPlainString();
  }

  private static AttributeValue text(String value) {
    return AttributeValue.fromS(value);
  }

  private static AttributeValue number(String value) {
    return AttributeValue.fromN(value);
  }
}
