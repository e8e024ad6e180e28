package io.kinesisrewind.archive.parquet;

import io.kinesisrewind.schemas.ArchivedRecord;
import java.util.List;

/** What a file's layout goes by: how many keys there are, and how large the largest data is. */
final class RowsShape {

  private final long distinctKeys;
  private final int largestData;

  private RowsShape(long distinctKeys, int largestData) {
    this.distinctKeys = distinctKeys;
    this.largestData = largestData;
  }

  /**
   * @param sorted rows of one key follow each other
   */
  static RowsShape of(List<ArchivedRecord> sorted) {
    long distinctKeys = 0;
    int largestData = 0;
    String previous = null;
    for (ArchivedRecord row : sorted) {
      largestData = Math.max(largestData, row.getData().remaining());
      if (!row.getPartitionKey().equals(previous)) {
        distinctKeys++;
        previous = row.getPartitionKey();
      }
    }
    return new RowsShape(distinctKeys, largestData);
  }

  long distinctKeys() {
    return distinctKeys;
  }

  /** In bytes, of one row. */
  int largestData() {
    return largestData;
  }
}
