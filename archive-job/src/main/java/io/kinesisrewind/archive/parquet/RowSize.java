package io.kinesisrewind.archive.parquet;

import io.kinesisrewind.schemas.ArchivedRecord;

/**
 * Bytes of heap that a buffered record takes up: its data, twice the length of its key (a character
 * above U+00FF makes Java store two bytes for each), its sequence number, and {@value #OVERHEAD}
 * for the objects around them, explicit hash key and replay id where there are any. Names of
 * streams and shards are shared between records.
 */
public final class RowSize {

  static final int OVERHEAD = 256;

  /** Of a key's first row in a block: its entry in the table of keys, and its list of rows. */
  static final int KEY_OVERHEAD = 128;

  /** Of a text that few records have. */
  private static final int TEXT_OVERHEAD = 48;

  private RowSize() {}

  public static long of(ArchivedRecord record) {
    return OVERHEAD
        + (long) record.getData().remaining()
        + 2L * record.getPartitionKey().length()
        + record.getSequenceNumber().length()
        + sizeIfAny(record.getExplicitHashKey())
        + sizeIfAny(record.getReplayId());
  }

  private static long sizeIfAny(String text) {
    return text == null ? 0 : TEXT_OVERHEAD + text.length();
  }
}
