package io.kinesisrewind.replay.pace;

import java.io.Serializable;

/** Asks how much a target takes at present. */
public interface TargetCapacity extends AutoCloseable {

  /**
   * How many shards take records; may wait for the target's answer.
   *
   * @throws RuntimeException where there is none
   */
  int openShards();

  @Override
  void close();

  /** How a task comes to ask. */
  interface Opening extends Serializable {
    TargetCapacity open();
  }
}
