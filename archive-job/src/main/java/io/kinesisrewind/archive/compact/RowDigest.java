package io.kinesisrewind.archive.compact;

import io.kinesisrewind.schemas.ArchivedRecord;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/**
 * Tells whether two heaps of rows hold the same ones equally often, whatever their order: their
 * number, and the sum of the rows' SHA-256 (128 bits of it) over every column. Sums, so that
 * digests of parts add up to that of the whole.
 */
final class RowDigest {

  private final MessageDigest sha256 = sha256();
  private long rows;
  private long high;
  private long low;

  void add(ArchivedRecord row) {
    ByteBuffer hash = ByteBuffer.wrap(sha256.digest(bytes(row)));
    rows++;
    addSum(hash.getLong(), hash.getLong());
  }

  void add(RowDigest other) {
    rows += other.rows;
    addSum(other.high, other.low);
  }

  long rows() {
    return rows;
  }

  boolean isSame(RowDigest other) {
    return rows == other.rows && high == other.high && low == other.low;
  }

  private void addSum(long moreHigh, long moreLow) {
    low += moreLow;
    high += moreHigh + (Long.compareUnsigned(low, moreLow) < 0 ? 1 : 0);
  }

  /** Avro's encoding, which no other row has. */
  private static byte[] bytes(ArchivedRecord row) {
    try {
      ByteBuffer encoded = row.toByteBuffer();
      byte[] bytes = new byte[encoded.remaining()];
      encoded.get(bytes);
      return bytes;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e); // every Java has it
    }
  }

  @Override
  public String toString() {
    return rows + " rows, " + Long.toHexString(high) + Long.toHexString(low);
  }
}
