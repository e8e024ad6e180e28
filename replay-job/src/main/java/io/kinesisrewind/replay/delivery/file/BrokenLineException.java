package io.kinesisrewind.replay.delivery.file;

/** A line is not a record as a file target writes it; the message says why not. */
public final class BrokenLineException extends Exception {

  private static final long serialVersionUID = 1L;

  BrokenLineException(String reason) {
    super(reason);
  }
}
