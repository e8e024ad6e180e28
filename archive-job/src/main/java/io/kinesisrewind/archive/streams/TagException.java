package io.kinesisrewind.archive.streams;

/** A stream's tag cannot be understood; the message has its value, and what to write instead. */
public final class TagException extends Exception {

  private static final long serialVersionUID = 1L;

  private final String tag;

  TagException(String tag, String message) {
    super(message);
    this.tag = tag;
  }

  /** The tag's name. */
  public String tag() {
    return tag;
  }
}
