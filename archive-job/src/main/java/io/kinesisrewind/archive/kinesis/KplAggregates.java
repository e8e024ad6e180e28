package io.kinesisrewind.archive.kinesis;

import io.kinesisrewind.runtime.kpl.KplAggregate;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.UUID;

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
 * <p>What is damaged {@link KplAggregate} decides, for all who read streams.
 */
final class KplAggregates {

  static final BigInteger HIGHEST_HASH_KEY = BigInteger.ONE.shiftLeft(128).subtract(BigInteger.ONE);

  private static final byte[] MARK =
      UUID.randomUUID().toString().getBytes(StandardCharsets.US_ASCII);

  private KplAggregates() {}

  static boolean isDamaged(ByteBuffer data) {
    return KplAggregate.looksLikeOne(data) && KplAggregate.takeApart(data).isEmpty();
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
}
