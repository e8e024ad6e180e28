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
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;

/**
 * Makes items of records. DynamoDB's limit for an item, names and values together, is below what a
 * Kinesis record may have: a larger one is compressed, and where that does not do, goes without its
 * data.
 */
final class LatestItems implements Serializable {

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
              LatestTable.EXPIRE_AFTER)
          .mapToInt(LatestItems::utf8Length)
          .sum();

  private final ArchiveLocation location;

  LatestItems(ArchiveLocation location) {
    this.location = location;
  }

  LatestItem of(ArchivedRecord record) {
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
