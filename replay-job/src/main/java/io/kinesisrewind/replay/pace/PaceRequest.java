package io.kinesisrewind.replay.pace;

import java.io.Serializable;

/** What one subtask holds, and what of it it asks to let go. */
final class PaceRequest implements Serializable {

  /** Of a subtask that holds nothing. */
  static final long NOTHING_HELD = Long.MAX_VALUE;

  private static final long serialVersionUID = 1L;

  private final int subtask;
  private final int subtasks;
  private final long headTime;
  private final int records;
  private final long bytes;
  private final int openShards;

  /**
   * @param subtasks that there are
   * @param headTime arrival of the first record held, epoch milliseconds, or {@link #NOTHING_HELD}
   * @param records to let go; 0 only to learn the replay's time
   * @param bytes of these, keys and data
   * @param openShards of the target, as this subtask knows; 0 where it does not
   */
  PaceRequest(int subtask, int subtasks, long headTime, int records, long bytes, int openShards) {
    this.subtask = subtask;
    this.subtasks = subtasks;
    this.headTime = headTime;
    this.records = records;
    this.bytes = bytes;
    this.openShards = openShards;
  }

  int subtask() {
    return subtask;
  }

  int subtasks() {
    return subtasks;
  }

  long headTime() {
    return headTime;
  }

  int records() {
    return records;
  }

  long bytes() {
    return bytes;
  }

  int openShards() {
    return openShards;
  }
}
