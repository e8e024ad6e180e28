package io.kinesisrewind.replay.source.latest;

import io.kinesisrewind.schemas.ArchivedRecord;
import io.kinesisrewind.schemas.LatestTable;
import io.kinesisrewind.schemas.Position;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.zip.GZIPInputStream;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** An item of a latest or history table, read back into the record it was made of. */
public final class TableItem {

  private final ArchivedRecord record;
  private final boolean hasData;
  private final String archiveLocation;

  /**
   * @param archiveLocation may be null
   */
  private TableItem(ArchivedRecord record, boolean hasData, String archiveLocation) {
    this.record = record;
    this.hasData = hasData;
    this.archiveLocation = archiveLocation;
  }

  /** With empty data where the item is without. */
  public ArchivedRecord record() {
    return record;
  }

  /** False where the data was too large for an item. */
  public boolean hasData() {
    return hasData;
  }

  /** Only where the item is without data; absent where the record is not archived either. */
  public Optional<String> archiveLocation() {
    return Optional.ofNullable(archiveLocation);
  }

  /**
   * Whether the item counts: DynamoDB takes up to days to remove one whose time to live is over.
   */
  public static boolean isLive(Map<String, AttributeValue> item, Instant now)
      throws BrokenItemException {
    AttributeValue expiry = item.get(LatestTable.EXPIRE_AFTER);
    return expiry == null
        || number(item, LatestTable.EXPIRE_AFTER)
                .compareTo(BigDecimal.valueOf(now.getEpochSecond()))
            > 0;
  }

  /**
   * @throws BrokenItemException where no archive job has written it
   */
  public static TableItem of(String stream, Map<String, AttributeValue> item)
      throws BrokenItemException {
    Optional<ByteBuffer> data = data(item);
    Position position = position(item);
    ArchivedRecord record =
        ArchivedRecord.newBuilder()
            .setStreamName(stream)
            .setShardId(text(item, LatestTable.SHARD_ID))
            .setSequenceNumber(position.sequenceNumber())
            .setSubSequenceNumber(position.subSequenceNumber())
            .setPartitionKey(text(item, LatestTable.PARTITION_KEY))
            .setApproximateArrivalTimestamp(arrival(item))
            .setData(data.orElseGet(() -> ByteBuffer.allocate(0)))
            .build();
    String location =
        item.containsKey(LatestTable.ARCHIVE_LOCATION)
            ? text(item, LatestTable.ARCHIVE_LOCATION)
            : null;
    return new TableItem(record, data.isPresent(), location);
  }

  private static Position position(Map<String, AttributeValue> item) throws BrokenItemException {
    byte[] bytes =
        required(item, LatestTable.POSITION, AttributeValue::b, "binary").asByteArrayUnsafe();
    try {
      return Position.fromBytes(bytes);
    } catch (IllegalArgumentException e) {
      throw new BrokenItemException("its " + LatestTable.POSITION + " is not a position");
    }
  }

  private static Instant arrival(Map<String, AttributeValue> item) throws BrokenItemException {
    String name = LatestTable.APPROXIMATE_ARRIVAL_TIMESTAMP;
    try {
      return Instant.ofEpochMilli(number(item, name).movePointRight(3).longValueExact());
    } catch (ArithmeticException e) {
      throw new BrokenItemException("its " + name + " is not a time in milliseconds");
    }
  }

  private static Optional<ByteBuffer> data(Map<String, AttributeValue> item)
      throws BrokenItemException {
    if (!item.containsKey(LatestTable.RECORD_DATA)) {
      return Optional.empty();
    }
    SdkBytes stored = required(item, LatestTable.RECORD_DATA, AttributeValue::b, "binary");
    if (!item.containsKey(LatestTable.RECORD_DATA_ENCODING)) {
      return Optional.of(stored.asByteBuffer());
    }
    String encoding = text(item, LatestTable.RECORD_DATA_ENCODING);
    if (!encoding.equals(LatestTable.GZIP)) {
      throw new BrokenItemException(
          "its "
              + LatestTable.RECORD_DATA_ENCODING
              + " '"
              + encoding
              + "' is unknown to this version");
    }
    try (GZIPInputStream plain =
        new GZIPInputStream(new ByteArrayInputStream(stored.asByteArrayUnsafe()))) {
      return Optional.of(ByteBuffer.wrap(plain.readAllBytes()));
    } catch (IOException e) {
      throw new BrokenItemException("its " + LatestTable.RECORD_DATA + " is not gzip");
    }
  }

  private static String text(Map<String, AttributeValue> item, String name)
      throws BrokenItemException {
    return required(item, name, AttributeValue::s, "text");
  }

  private static BigDecimal number(Map<String, AttributeValue> item, String name)
      throws BrokenItemException {
    return new BigDecimal(required(item, name, AttributeValue::n, "number"));
  }

  private static <T> T required(
      Map<String, AttributeValue> item, String name, Function<AttributeValue, T> type, String kind)
      throws BrokenItemException {
    AttributeValue value = item.get(name);
    T typed = value == null ? null : type.apply(value);
    if (typed == null) {
      throw new BrokenItemException("it has no " + name + " (" + kind + ")");
    }
    return typed;
  }
}
