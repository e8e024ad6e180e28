package io.kinesisrewind.archive.parquet;

import io.kinesisrewind.schemas.ArchivedRecord;

/**
 * Bytes of heap that a buffered record takes up: its data, twice the length of its key (a character
 * above U+00FF makes Java store two bytes for each), its sequence number, and {@value #OVERHEAD}
 * for the objects around them. Names of streams and shards are shared between records.
 */
public final class RowSize {

  static final int OVERHEAD = 256;

  private RowSize() {}

  public static long of(ArchivedRecord record) {
    return OVERHEAD
        + (long) record.getData().remaining()
        + 2L * record.getPartitionKey().length()
        + record.getSequenceNumber().length();
  }
}
