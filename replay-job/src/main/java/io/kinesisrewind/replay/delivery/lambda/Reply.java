package io.kinesisrewind.replay.delivery.lambda;

/** What came back from an invocation. */
final class Reply {

  /** Of a reply. */
  enum Kind {
    /** The function has returned; its response is the payload. */
    RETURNED,
    /** The function has failed, timed out or crashed; the payload says how. */
    FUNCTION_ERROR,
    /** Nothing within the time allowed; nobody knows how the function fares. */
    NO_ANSWER,
    /** The event is larger than Lambda takes. */
    TOO_LARGE,
    /** The function was not invoked, or nobody knows, through no fault of the records. */
    TRY_AGAIN
  }

  private final Kind kind;
  private final byte[] payload;
  private final String message;

  private Reply(Kind kind, byte[] payload, String message) {
    this.kind = kind;
    this.payload = payload;
    this.message = message;
  }

  static Reply returned(byte[] payload) {
    return new Reply(Kind.RETURNED, payload, "");
  }

  static Reply functionError(byte[] payload) {
    return new Reply(Kind.FUNCTION_ERROR, payload, "");
  }

  /** Of the kinds without a payload. */
  static Reply of(Kind kind, String message) {
    return new Reply(kind, new byte[0], message);
  }

  Kind kind() {
    return kind;
  }

  byte[] payload() {
    return payload;
  }

  String message() {
    return message;
  }
}
