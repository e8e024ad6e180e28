package io.kinesisrewind.cli.tables;

import io.kinesisrewind.schemas.Position;
import java.math.BigInteger;

/**
 * Which positions of a key; both ends are inclusive, as a table's range condition wants them.
 *
 * @param last null for no end
 */
public record PositionRange(Position first, Position last) {

  /** Every position there can be. */
  public static final PositionRange ALL = new PositionRange(Position.of("0", 0), null);

  /** Sequence numbers in Kinesis have 129 digits at most. */
  private static final int MAX_DIGITS = 129;

  /**
   * @param after null for the beginning, else exclusive
   * @param to null for the end, else inclusive
   */
  public static PositionRange between(Position after, Position to) {
    return new PositionRange(after == null ? ALL.first : successor(after), to);
  }

  public boolean isEmpty() {
    return last != null && first.compareTo(last) > 0;
  }

  /**
   * {@code SEQUENCE} or {@code SEQUENCE:SUB}. A sequence number alone means the last of all records
   * that have it, those inside a KPL aggregate.
   *
   * @throws IllegalArgumentException where the text is neither; its message goes on from the text
   */
  public static Position parse(String text) {
    int colon = text.indexOf(':');
    String sequence = colon < 0 ? text : text.substring(0, colon);
    String sub = colon < 0 ? Long.toString(Long.MAX_VALUE) : text.substring(colon + 1);
    if (!Position.isSequenceNumber(sequence) || !sub.matches("\\d+")) {
      throw new IllegalArgumentException(
          "is not a position; write a sequence number, or SEQUENCE:SUB for a record inside a KPL"
              + " aggregate");
    }
    if (sequence.length() > MAX_DIGITS) {
      throw new IllegalArgumentException(
          "has " + sequence.length() + " digits; a sequence number has at most " + MAX_DIGITS);
    }
    try {
      return Position.of(sequence, Long.parseLong(sub));
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException("has a sub-sequence number beyond " + Long.MAX_VALUE);
    }
  }

  private static Position successor(Position position) {
    return position.subSequenceNumber() < Long.MAX_VALUE
        ? Position.of(position.sequenceNumber(), position.subSequenceNumber() + 1)
        : Position.of(new BigInteger(position.sequenceNumber()).add(BigInteger.ONE).toString(), 0);
  }
}
