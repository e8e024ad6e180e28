package io.kinesisrewind.replay.estimate;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Locale;

/**
 * PUT payload units, by which Kinesis bills what is put into a provisioned stream: each record
 * counts its size in chunks of 25 KB, rounded up. With the number of records and the sum of their
 * sizes alone they are known to within a span: a record is at least one unit, and rounding adds
 * less than one to each.
 *
 * @see <a href="https://aws.amazon.com/kinesis/data-streams/pricing/">AWS' pricing</a>, by whose
 *     example a record of 1 MB is 40 units, so that a KB is 1,000 bytes
 */
final class PutUnits {

  static final long UNIT_BYTES = 25_000;

  private static final BigDecimal MILLION = BigDecimal.valueOf(1_000_000);

  private final long least;
  private final long most;

  private PutUnits(long least, long most) {
    this.least = least;
    this.most = most;
  }

  static PutUnits of(long records, long bytes) {
    long whole = bytes / UNIT_BYTES;
    long roundedUp = bytes % UNIT_BYTES == 0 ? whole : whole + 1;
    return new PutUnits(Math.max(records, roundedUp), records + whole);
  }

  long least() {
    return least;
  }

  long most() {
    return most;
  }

  boolean isExact() {
    return least == most;
  }

  /** What they cost, by the price of a million. */
  String cost(BigDecimal price) {
    String low = cost(least, price);
    return isExact() ? low : low + " to " + cost(most, price);
  }

  private static String cost(long units, BigDecimal price) {
    return price
        .multiply(BigDecimal.valueOf(units))
        .divide(MILLION, 2, RoundingMode.HALF_UP)
        .toPlainString();
  }

  @Override
  public String toString() {
    return isExact()
        ? String.format(Locale.ROOT, "%,d", least)
        : String.format(Locale.ROOT, "%,d to %,d", least, most);
  }
}
