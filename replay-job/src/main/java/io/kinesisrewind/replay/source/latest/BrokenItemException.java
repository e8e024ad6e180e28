package io.kinesisrewind.replay.source.latest;

/** An item of a table is none that an archive job has written; the message says why not. */
public final class BrokenItemException extends Exception {

  private static final long serialVersionUID = 1L;

  BrokenItemException(String message) {
    super(message);
  }
}
