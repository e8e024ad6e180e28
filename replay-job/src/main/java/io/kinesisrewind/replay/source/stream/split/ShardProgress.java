package io.kinesisrewind.replay.source.stream.split;

import io.kinesisrewind.schemas.ArchivedRecord;
import io.kinesisrewind.schemas.Position;

/** How far a shard has been emitted. Belongs to the task's thread. */
public final class ShardProgress {

  private final ShardSplit split;
  private Position reached;
  private long given;
  private long time = Long.MIN_VALUE;

  public ShardProgress(ShardSplit split) {
    this.split = split;
    this.reached = split.reached().orElse(null);
    this.given = split.given();
  }

  /**
   * @return the record's effective arrival, epoch milliseconds: not before that of the records
   *     before it, whatever the shard's clock says
   */
  public long emitted(ArchivedRecord record) {
    reached = Position.of(record);
    given++;
    time = Math.max(time, record.getApproximateArrivalTimestamp().toEpochMilli());
    return time;
  }

  /** The shard from here on. */
  public ShardSplit toSplit() {
    return split.reached(reached, given);
  }
}
