package io.kinesisrewind.schemas;

/** A payload cannot carry an annotation in the form asked for; the message says why. */
public final class NotAnnotatableException extends Exception {

  private static final long serialVersionUID = 1L;

  public NotAnnotatableException(String reason) {
    super(reason);
  }
}
