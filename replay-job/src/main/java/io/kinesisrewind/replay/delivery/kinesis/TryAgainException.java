package io.kinesisrewind.replay.delivery.kinesis;

/** A call failed as a whole, or nobody knows; the same call may well succeed later. */
final class TryAgainException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  TryAgainException(String message, Throwable cause) {
    super(message, cause);
  }
}
