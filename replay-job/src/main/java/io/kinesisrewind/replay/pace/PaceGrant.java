package io.kinesisrewind.replay.pace;

import java.io.Serializable;

/** When a subtask may let go what it asked for, and how much to ask for next. */
final class PaceGrant implements Serializable {

  private static final long serialVersionUID = 1L;

  private final long delay;
  private final long replayTime;
  private final double recordsPerSecond;
  private final int sliceRecords;
  private final long sliceBytes;

  /**
   * @param delay in milliseconds
   * @param replayTime up to which records are due; all of them where there is no speed
   */
  PaceGrant(
      long delay, long replayTime, double recordsPerSecond, int sliceRecords, long sliceBytes) {
    this.delay = delay;
    this.replayTime = replayTime;
    this.recordsPerSecond = recordsPerSecond;
    this.sliceRecords = sliceRecords;
    this.sliceBytes = sliceBytes;
  }

  long delay() {
    return delay;
  }

  long replayTime() {
    return replayTime;
  }

  /** The limit that holds now. */
  double recordsPerSecond() {
    return recordsPerSecond;
  }

  /** No more than so many records in one request, or one. */
  int sliceRecords() {
    return sliceRecords;
  }

  /** Nor more than so many bytes, or one record. */
  long sliceBytes() {
    return sliceBytes;
  }
}
