package io.kinesisrewind.replay.source.stream.reader;

import java.io.Serializable;
import java.time.Duration;

/** How shards are polled. */
public final class PollSettings implements Serializable {

  private static final long serialVersionUID = 1L;

  private final int batch;
  private final Duration delay;
  private final int maxEmptyPolls;

  /**
   * @param batch records at most that a poll brings
   * @param delay between two polls of a shard
   * @param maxEmptyPolls after how many polls in a row that find nothing, when it may be quiet, an
   *     open shard is at its end
   */
  public PollSettings(int batch, Duration delay, int maxEmptyPolls) {
    this.batch = batch;
    this.delay = delay;
    this.maxEmptyPolls = maxEmptyPolls;
  }

  int batch() {
    return batch;
  }

  Duration delay() {
    return delay;
  }

  int maxEmptyPolls() {
    return maxEmptyPolls;
  }
}
