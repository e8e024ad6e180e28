package io.kinesisrewind.cli;

/** What went wrong, in the words of the innermost exception. */
final class Causes {

  private Causes() {}

  static String root(Throwable error) {
    Throwable cause = error;
    while (cause.getCause() != null) {
      cause = cause.getCause();
    }
    String message = cause.getMessage();
    return message == null || message.isBlank() ? cause.getClass().getSimpleName() : message;
  }
}
