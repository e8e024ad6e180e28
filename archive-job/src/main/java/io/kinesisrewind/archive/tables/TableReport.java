package io.kinesisrewind.archive.tables;

import io.kinesisrewind.schemas.LatestTable;

/** What {@link ArchiveTables#create} has done about a table. */
public final class TableReport {

  private final String tableName;
  private final Capacity capacity;
  private final boolean expirySwitchedOn;

  /**
   * @param capacity of the table created; null where it was there
   */
  TableReport(String tableName, Capacity capacity, boolean expirySwitchedOn) {
    this.tableName = tableName;
    this.capacity = capacity;
    this.expirySwitchedOn = expirySwitchedOn;
  }

  public String tableName() {
    return tableName;
  }

  /** Whether the table was not there before. */
  public boolean created() {
    return capacity != null;
  }

  /** Whether DynamoDB was told to delete its items by their time to live, which it was not. */
  public boolean expirySwitchedOn() {
    return expirySwitchedOn;
  }

  /** {@code created orders-archive-latest (on demand), items expire by expireAfter}. */
  @Override
  public String toString() {
    String table =
        created() ? "created " + tableName + " (" + capacity + ")" : tableName + " is there";
    return expirySwitchedOn ? table + ", items expire by " + LatestTable.EXPIRE_AFTER : table;
  }
}
