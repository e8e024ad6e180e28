package io.kinesisrewind.archive.tables;

/** A table is there, but is not one that can be written to; its message says why in a sentence. */
public final class UnsuitableTableException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  UnsuitableTableException(String message) {
    super(message);
  }
}
