package io.kinesisrewind.sandbox;

/** The sandbox cannot do what was asked; the message says why and, where it can, what helps. */
public class SandboxException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public SandboxException(String message) {
    super(message);
  }

  public SandboxException(String message, Throwable cause) {
    super(message, cause);
  }
}
