package io.kinesisrewind.replay.bad;

/** A record cannot be delivered as asked; the message ends a sentence that begins with it. */
public final class BadRecordException extends Exception {

  private static final long serialVersionUID = 1L;

  public BadRecordException(String reason) {
    super(reason);
  }
}
