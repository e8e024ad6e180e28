package io.kinesisrewind.runtime.archive;

/**
 * A file of an archive is not as it was written, or was never one of an archive. The message says
 * what is wrong, and not with which file: whoever asked for it knows.
 */
public final class BrokenFileException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  public BrokenFileException(String message) {
    super(message);
  }

  BrokenFileException(Throwable cause) {
    super(cause.getMessage() == null ? cause.toString() : cause.getMessage(), cause);
  }
}
