package io.kinesisrewind.replay.delivery.lambda;

/** What an invocation says of its batch. */
final class Answer {

  private static final Answer SUCCESS = new Answer(Kind.SUCCESS, 0, "");

  /** Of an answer. */
  enum Kind {
    /** All records are processed. */
    SUCCESS,
    /** Some are not: the first of them is named, those before it are processed. */
    FAILED_FROM,
    /** Nobody knows which are. */
    FAILED,
    /** The event is larger than Lambda takes. */
    TOO_LARGE
  }

  private final Kind kind;
  private final int index;
  private final String reason;

  private Answer(Kind kind, int index, String reason) {
    this.kind = kind;
    this.index = index;
    this.reason = reason;
  }

  static Answer success() {
    return SUCCESS;
  }

  /**
   * @param index of the first record that failed
   */
  static Answer failedFrom(int index, String reason) {
    return new Answer(Kind.FAILED_FROM, index, reason);
  }

  static Answer failed(String reason) {
    return new Answer(Kind.FAILED, 0, reason);
  }

  static Answer tooLarge(String reason) {
    return new Answer(Kind.TOO_LARGE, 0, reason);
  }

  Kind kind() {
    return kind;
  }

  /** Of the first record that failed; only where it is named. */
  int index() {
    return index;
  }

  /** For the user, and for the dead letter. */
  String reason() {
    return reason;
  }
}
