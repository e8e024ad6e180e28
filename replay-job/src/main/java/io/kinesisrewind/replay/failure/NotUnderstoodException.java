package io.kinesisrewind.replay.failure;

/** A message does not tell of a failed batch of Kinesis records; the reason is for the user. */
final class NotUnderstoodException extends Exception {

  private static final long serialVersionUID = 1L;

  NotUnderstoodException(String reason) {
    super(reason);
  }
}
