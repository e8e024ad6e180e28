package io.kinesisrewind.archive.compact;

import org.apache.flink.runtime.throwable.ThrowableAnnotation;
import org.apache.flink.runtime.throwable.ThrowableType;

/**
 * The compaction came to its end, and left something alone that is not as it should be. To start
 * over would end the same way, so Flink does not. The message is one for the user.
 */
@ThrowableAnnotation(ThrowableType.NonRecoverableError)
public final class CompactionFailedException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  public CompactionFailedException(String message) {
    super(message);
  }
}
