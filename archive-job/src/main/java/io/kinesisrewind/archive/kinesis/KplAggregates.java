package io.kinesisrewind.archive.kinesis;

import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.UUID;
import org.apache.flink.kinesis.shaded.com.amazonaws.services.kinesis.clientlibrary.types.Messages.AggregatedRecord;
import org.apache.flink.kinesis.shaded.com.amazonaws.services.kinesis.clientlibrary.types.Messages.Record;
import org.apache.flink.kinesis.shaded.com.google.protobuf.ByteString;
import org.apache.flink.kinesis.shaded.com.google.protobuf.InvalidProtocolBufferException;

/**
 * Keeps what looks like a KPL aggregate but is damaged from the library that the connector takes
 * aggregates apart with (the Kinesis Client Library's). That one knows a wrong checksum and a
 * protobuf that cannot be parsed, and hands on the record as it is. But of an aggregate whose
 * contents do not fit together (an index that points nowhere, a hash key that is none) it drops
 * records or, as it wants a class that JDKs after 8 do not have, fails, again and again. And an
 * aggregate of no records vanishes.
 *
 * <p>Such records are shielded: a mark in front makes them plain records to the library, and is
 * taken off afterwards. The mark is made of random bytes that no producer knows.
 *
 * @see <a
 *     href="https://github.com/awslabs/amazon-kinesis-producer/blob/master/aggregation-format.md">
 *     the aggregation format</a>
 */
final class KplAggregates {

  static final BigInteger HIGHEST_HASH_KEY = BigInteger.ONE.shiftLeft(128).subtract(BigInteger.ONE);

  private static final byte[] MAGIC = {(byte) 0xF3, (byte) 0x89, (byte) 0x9A, (byte) 0xC2};
  private static final int CHECKSUM_LENGTH = 16;
  private static final byte[] MARK =
      UUID.randomUUID().toString().getBytes(StandardCharsets.US_ASCII);

  private KplAggregates() {}

  static boolean isDamaged(ByteBuffer data) {
    return looksLikeAggregate(data) && !canBeTakenApart(data);
  }

  /** The record's data, with the mark in front where it must not be taken apart. */
  static ByteBuffer shield(ByteBuffer data) {
    if (!isDamaged(data)) {
      return data;
    }
    ByteBuffer shielded = ByteBuffer.allocate(MARK.length + data.remaining());
    shielded.put(MARK).put(data.duplicate()).flip();
    return shielded;
  }

  /** The data as it was put, without the mark. */
  static byte[] unshield(byte[] data) {
    boolean marked =
        data.length >= MARK.length && Arrays.equals(data, 0, MARK.length, MARK, 0, MARK.length);
    return marked ? Arrays.copyOfRange(data, MARK.length, data.length) : data;
  }

  private static boolean looksLikeAggregate(ByteBuffer data) {
    return data.remaining() > MAGIC.length + CHECKSUM_LENGTH
        && data.duplicate().limit(data.position() + MAGIC.length).equals(ByteBuffer.wrap(MAGIC));
  }

  /** Whatever its checksum says: that the library knows to look at. */
  private static boolean canBeTakenApart(ByteBuffer data) {
    ByteBuffer message = data.duplicate();
    message.position(data.position() + MAGIC.length).limit(data.limit() - CHECKSUM_LENGTH);
    try {
      AggregatedRecord aggregate = AggregatedRecord.parseFrom(ByteString.copyFrom(message));
      return aggregate.getRecordsCount() > 0
          && aggregate.getRecordsList().stream().allMatch(record -> fits(record, aggregate));
    } catch (InvalidProtocolBufferException e) {
      return false;
    }
  }

  private static boolean fits(Record record, AggregatedRecord aggregate) {
    return isIndex(record.getPartitionKeyIndex(), aggregate.getPartitionKeyTableCount())
        && (!record.hasExplicitHashKeyIndex() || hashKeyFits(record, aggregate));
  }

  private static boolean hashKeyFits(Record record, AggregatedRecord aggregate) {
    long index = record.getExplicitHashKeyIndex();
    return isIndex(index, aggregate.getExplicitHashKeyTableCount())
        && isHashKey(aggregate.getExplicitHashKeyTable((int) index));
  }

  private static boolean isIndex(long index, int size) {
    return index >= 0 && index < size;
  }

  private static boolean isHashKey(String text) {
    return text.matches("[0-9]{1,39}") && new BigInteger(text).compareTo(HIGHEST_HASH_KEY) <= 0;
  }
}
