package io.kinesisrewind.cli.tables;

/** What has become of the items read. */
final class Tally {

  long printed;
  long expired;
  long deleted;
  long fetched;
  long withoutData;

  /** Of those without data: in a form that cannot say so. */
  long unseen;

  long notFetched;
  long broken;

  /** For the end, on standard error. */
  String describe(StreamTable table) {
    String noun = printed == 1 ? "record" : "records";
    StringBuilder text = new StringBuilder();
    text.append(String.format("%,d %s from %s", printed, noun, table.name()));
    append(text, expired, "whose time to live is over, passed over");
    append(text, deleted, "deleted by a tombstone, passed over");
    append(text, fetched, "with data from the archive");
    append(text, withoutData, "without data, which is too large for DynamoDB");
    append(text, notFetched, "whose data could not be had from the archive");
    append(text, broken, "not understood");
    return text.toString();
  }

  boolean isComplete() {
    return notFetched == 0 && unseen == 0 && broken == 0;
  }

  private static void append(StringBuilder text, long count, String what) {
    if (count > 0) {
      text.append(String.format("; %,d %s", count, what));
    }
  }
}
