package io.kinesisrewind.replay.source.gate;

import java.util.Set;
import org.apache.flink.api.connector.source.SourceSplit;

/** A split that may have to wait for others. */
public interface GatedSplit extends SourceSplit {

  /** Ids of the splits that have to be read to their end before. */
  Set<String> after();

  /**
   * Whether it has been read to its end. A reader keeps such splits in its checkpoints: the word of
   * it may have been on its way to the enumerator when that took its own.
   */
  boolean isEnded();

  /**
   * Whether only its end tells what comes after it. Then the ids of all splits are in an order in
   * which none comes after a later one.
   */
  default boolean mayBeFollowed() {
    return false;
  }
}
