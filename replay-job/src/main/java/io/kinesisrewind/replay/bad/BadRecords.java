package io.kinesisrewind.replay.bad;

/** What to do with a record that cannot be delivered as asked. */
public enum BadRecords {
  /** End the replay and name the record. */
  fail("fail"),
  /** Leave it out, and count it. */
  skip("skip"),
  /** Keep it, with the reason, in {@link DeadLetters}. */
  deadLetter("dead-letter"),
  /** Deliver it as it is, without annotation; where the target does not take that, end. */
  pass("pass");

  private final String text;

  BadRecords(String text) {
    this.text = text;
  }

  /** As users write it. */
  @Override
  public String toString() {
    return text;
  }
}
