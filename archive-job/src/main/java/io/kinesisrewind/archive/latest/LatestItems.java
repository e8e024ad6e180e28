package io.kinesisrewind.archive.latest;

import io.kinesisrewind.archive.latest.LatestItem.Form;
import io.kinesisrewind.schemas.ArchivedRecord;
import io.kinesisrewind.schemas.LatestTable;
import io.kinesisrewind.schemas.Position;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.Serializable;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * Makes items of records, for either table. DynamoDB's limit for an item, names and values
 * together, is below what a Kinesis record may have: a larger one is compressed, and where that
 * does not do, goes without its data.
 */
public final class LatestItems implements Serializable {

  private static final long serialVersionUID = 1L;

  /** The most a number takes. */
  private static final int NUMBER_BYTES = 21;

  private static final int TIME_BYTES = "2026-11-20T00:00:00.000000000Z".length();

  /** All names, of attributes that come later, too: an item must not grow over the limit by one. */
  private static final int NAMES_BYTES =
      Stream.of(
              LatestTable.PARTITION_KEY,
              LatestTable.SEQUENCE_NUMBER,
              LatestTable.SUB_SEQUENCE_NUMBER,
              LatestTable.POSITION,
              LatestTable.SHARD_ID,
              LatestTable.APPROXIMATE_ARRIVAL_TIMESTAMP,
              LatestTable.RECORD_DATA,
              LatestTable.RECORD_DATA_ENCODING,
              LatestTable.GZIP,
              LatestTable.LAST_UPDATE,
              LatestTable.EXPIRE_AFTER,
              LatestTable.DELETED)
          .mapToInt(LatestItems::utf8Length)
          .sum();

  private final ArchiveLocation location;
  private final Tombstone tombstone;
  private final Expiry expiry;

  private LatestItems(ArchiveLocation location, Tombstone tombstone, Expiry expiry) {
    this.location = location;
    this.tombstone = tombstone;
    this.expiry = expiry;
  }

  /**
   * Items that live for ever, one for each record.
   *
   * @param location what an item points to whose data is too large for it
   */
  public static LatestItems in(ArchiveLocation location) {
    return new LatestItems(location, Tombstone.NONE, Expiry.never());
  }

  public LatestItems expiring(Expiry expiry) {
    return new LatestItems(location, tombstone, expiry);
  }

  /** With markers in place of the records that are such. */
  LatestItems deleting(Tombstone tombstone) {
    return new LatestItems(location, tombstone, expiry);
  }

  /** When the item expires, if it does. */
  Optional<Instant> expiry(LatestItem item) {
    return item.form() == Form.DELETED
        ? Optional.of(item.record().getApproximateArrivalTimestamp().plus(LatestTable.MARKER_TTL))
        : expiry.of(item.record());
  }

  /** As DynamoDB is given it. */
  public Map<String, AttributeValue> attributes(LatestItem item, Instant now) {
    return item.attributes(now, expiry(item).orElse(null));
  }

  public LatestItem of(ArchivedRecord record) {
    if (tombstone.is(record)) {
      return new LatestItem(record, Form.DELETED, null);
    }
    ByteBuffer data = record.getData();
    int room = LatestTable.MAX_ITEM_BYTES - bytesBesideData(record);
    if (data.remaining() <= room) {
      return new LatestItem(record, Form.AS_PUT, null);
    }
    ByteBuffer compressed = gzip(data);
    if (compressed.remaining() <= room) {
      return new LatestItem(withData(record, compressed), Form.GZIP, null);
    }
    return new LatestItem(
        withData(record, ByteBuffer.allocate(0)), Form.LEFT_OUT, location.of(record).orElse(null));
  }

  /** An upper bound. */
  static int bytesBesideData(ArchivedRecord record) {
    return NAMES_BYTES
        + utf8Length(record.getPartitionKey())
        + utf8Length(record.getSequenceNumber())
        + Position.of(record).toBytes().length
        + utf8Length(record.getShardId())
        + 3 * NUMBER_BYTES
        + TIME_BYTES;
  }

  /** Sizes and memory are counted from it, so the large original is let go. */
  private static ArchivedRecord withData(ArchivedRecord record, ByteBuffer data) {
    return ArchivedRecord.newBuilder(record).setData(data).build();
  }

  private static ByteBuffer gzip(ByteBuffer data) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream(data.remaining());
    try (GZIPOutputStream gzip = new GZIPOutputStream(bytes)) {
      byte[] plain = new byte[data.remaining()];
      data.duplicate().get(plain);
      gzip.write(plain);
    } catch (IOException e) {
      throw new UncheckedIOException(e); // from memory to memory
    }
    return ByteBuffer.wrap(bytes.toByteArray());
  }

  private static int utf8Length(String text) {
    return text.getBytes(StandardCharsets.UTF_8).length;
  }
}
