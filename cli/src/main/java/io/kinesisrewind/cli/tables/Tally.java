package io.kinesisrewind.cli.tables;

/** What has become of the items read. */
final class Tally {

  long printed;
  long expired;
  long deleted;
  long fetched;
  long withoutData;
  long notFetched;
  long broken;

  /** For the end, on standard error. */
  String describe(StreamTable table) {
    StringBuilder text =
        new StringBuilder(String.format("%,d records from %s", printed, table.name()));
    append(text, expired, "whose time to live is over, passed over");
    append(text, deleted, "deleted by a tombstone, passed over");
    append(text, fetched, "with data from the archive");
    append(text, withoutData, "without data, which is too large for DynamoDB");
    append(text, notFetched, "whose data could not be had from the archive");
    append(text, broken, "not understood");
    return text.toString();
  }

  boolean isComplete() {
    return notFetched == 0 && broken == 0;
  }

  private static void append(StringBuilder text, long count, String what) {
    if (count > 0) {
      text.append(String.format("; %,d %s", count, what));
    }
  }
}
