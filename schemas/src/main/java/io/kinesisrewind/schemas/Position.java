package io.kinesisrewind.schemas;

import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.util.Objects;

/**
 * Where a record stands in its shard: the sequence number, an unsigned integer of any length, and
 * the sub-sequence number inside a KPL aggregate (0 outside of one).
 *
 * <p>Positions compare numerically ("99" before "100"). Within one shard this is the order of
 * arrival, and a child shard's positions are above those of its parents, so it is also the order of
 * one partition key across resharding.
 *
 * <p>{@link #toBytes()} is a byte string whose unsigned lexical order is position order; DynamoDB
 * compares binary values that way, so a condition on it can keep a table from going back.
 */
public final class Position implements Comparable<Position> {

  private static final int LENGTH_BYTES = 2;
  private static final int MAX_MAGNITUDE_BYTES = 0xFFFF;

  private final String sequenceNumber;
  private final long subSequenceNumber;

  private Position(String sequenceNumber, long subSequenceNumber) {
    this.sequenceNumber = sequenceNumber;
    this.subSequenceNumber = subSequenceNumber;
  }

  /**
   * @param sequenceNumber decimal digits; leading zeros carry no meaning and are dropped
   * @param subSequenceNumber not negative
   * @throws IllegalArgumentException where either is not so
   */
  public static Position of(String sequenceNumber, long subSequenceNumber) {
    if (!isSequenceNumber(sequenceNumber)) {
      throw new IllegalArgumentException(
          "Not a sequence number (decimal digits): '" + sequenceNumber + "'");
    }
    if (subSequenceNumber < 0) {
      throw new IllegalArgumentException("Negative sub-sequence number: " + subSequenceNumber);
    }
    return new Position(withoutLeadingZeros(sequenceNumber), subSequenceNumber);
  }

  /** The position of an archived record. */
  public static Position of(ArchivedRecord record) {
    return of(record.getSequenceNumber(), record.getSubSequenceNumber());
  }

  /** Whether the text is a decimal, unsigned integer. */
  public static boolean isSequenceNumber(String text) {
    for (int i = 0; i < text.length(); i++) {
      if (text.charAt(i) < '0' || text.charAt(i) > '9') {
        return false;
      }
    }
    return !text.isEmpty();
  }

  /** Numeric order of two decimal strings without making numbers of them. */
  public static int compareSequenceNumbers(String left, String right) {
    String leftDigits = withoutLeadingZeros(left);
    String rightDigits = withoutLeadingZeros(right);
    int byLength = Integer.compare(leftDigits.length(), rightDigits.length());
    return byLength != 0 ? byLength : leftDigits.compareTo(rightDigits);
  }

  /** Order of two records' positions, without an object for either. */
  public static int compare(ArchivedRecord left, ArchivedRecord right) {
    int bySequence = compareSequenceNumbers(left.getSequenceNumber(), right.getSequenceNumber());
    return bySequence != 0
        ? bySequence
        : Long.compare(left.getSubSequenceNumber(), right.getSubSequenceNumber());
  }

  public String sequenceNumber() {
    return sequenceNumber;
  }

  public long subSequenceNumber() {
    return subSequenceNumber;
  }

  /**
   * The order-preserving form: two bytes with the length of the sequence number's magnitude, the
   * magnitude (big-endian, no leading zero bytes), eight bytes of sub-sequence number.
   */
  public byte[] toBytes() {
    byte[] signed = new BigInteger(sequenceNumber).toByteArray();
    int skip = signed[0] == 0 ? 1 : 0;
    int length = signed.length - skip;
    if (length > MAX_MAGNITUDE_BYTES) {
      throw new IllegalStateException("Sequence number of " + sequenceNumber.length() + " digits");
    }
    return ByteBuffer.allocate(LENGTH_BYTES + length + Long.BYTES)
        .putShort((short) length)
        .put(signed, skip, length)
        .putLong(subSequenceNumber)
        .array();
  }

  /**
   * The inverse of {@link #toBytes()}.
   *
   * @throws IllegalArgumentException where the bytes are not what it makes
   */
  public static Position fromBytes(byte[] bytes) {
    ByteBuffer buffer = ByteBuffer.wrap(bytes);
    int length = bytes.length < LENGTH_BYTES ? -1 : Short.toUnsignedInt(buffer.getShort());
    if (length < 0 || bytes.length != LENGTH_BYTES + length + Long.BYTES) {
      throw new IllegalArgumentException("Not a position: " + bytes.length + " bytes");
    }
    byte[] magnitude = new byte[length];
    buffer.get(magnitude);
    return of(new BigInteger(1, magnitude).toString(), buffer.getLong());
  }

  @Override
  public int compareTo(Position other) {
    int bySequence = compareSequenceNumbers(sequenceNumber, other.sequenceNumber);
    return bySequence != 0 ? bySequence : Long.compare(subSequenceNumber, other.subSequenceNumber);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Position && compareTo((Position) other) == 0;
  }

  @Override
  public int hashCode() {
    return Objects.hash(sequenceNumber, subSequenceNumber);
  }

  /** {@code sequence/sub-sequence}. */
  @Override
  public String toString() {
    return sequenceNumber + "/" + subSequenceNumber;
  }

  private static String withoutLeadingZeros(String digits) {
    int zeros = leadingZeros(digits);
    return zeros == 0 ? digits : digits.substring(zeros);
  }

  /** How many leading zeros can go; the last digit of "000" stays. */
  private static int leadingZeros(String digits) {
    int zeros = 0;
    while (zeros < digits.length() - 1 && digits.charAt(zeros) == '0') {
      zeros++;
    }
    return zeros;
  }
}
