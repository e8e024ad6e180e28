package io.kinesisrewind.archive.compact;

/** Names of the compaction job's own metrics, which stand in the group {@code kinesisanalytics}. */
public final class CompactMetrics {

  /** Hours' key buckets looked at and, where it was worth it, merged. */
  public static final String BUCKETS_DONE = "compactBucketsDone";

  public static final String FILES_REPLACED = "compactFilesReplaced";

  public static final String FILES_WRITTEN = "compactFilesWritten";

  public static final String RECORDS_WRITTEN = "compactRecordsWritten";

  public static final String DUPLICATES_REMOVED = "compactDuplicatesRemoved";

  private CompactMetrics() {}
}
