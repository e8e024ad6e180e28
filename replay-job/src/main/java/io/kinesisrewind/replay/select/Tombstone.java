package io.kinesisrewind.replay.select;

import io.kinesisrewind.schemas.ArchivedRecord;

/** Which last record of a key says that the key is gone, so that compaction leaves it out. */
public enum Tombstone {
  /** None does. */
  none,
  /** One without data. */
  empty;

  boolean is(ArchivedRecord record) {
    return this == empty && !record.getData().hasRemaining();
  }
}
