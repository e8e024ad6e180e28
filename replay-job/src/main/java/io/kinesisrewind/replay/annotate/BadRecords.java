package io.kinesisrewind.replay.annotate;

/** What to do with a record that cannot be delivered as asked. */
public enum BadRecords {
  /** End the replay and name the record. */
  fail,
  /** Leave it out, and count it. */
  skip
}
