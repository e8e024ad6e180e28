package io.kinesisrewind.archive;

import io.kinesisrewind.schemas.ArchivedRecord;
import io.kinesisrewind.schemas.KeyBucket;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.flink.api.common.functions.Partitioner;
import org.apache.flink.api.java.functions.KeySelector;

/**
 * Brings each bucket of each stream to one subtask, so that a checkpoint leaves one small file per
 * bucket behind and not one per bucket and subtask.
 *
 * <p>Streams times buckets are few, and {@code keyBy} would throw them like dice: of four, on four
 * subtasks, two mostly meet while a subtask stays idle. So they are counted off, one after the
 * other. With more subtasks than streams times buckets, some have nothing to do.
 */
final class BucketSpread implements Partitioner<Integer>, KeySelector<ArchivedRecord, Integer> {

  private static final long serialVersionUID = 1L;

  private final HashMap<String, Integer> streamNumbers = new HashMap<>();
  private final int keyBuckets;

  private BucketSpread(int keyBuckets) {
    this.keyBuckets = keyBuckets;
  }

  static BucketSpread of(List<String> streams, int keyBuckets) {
    BucketSpread spread = new BucketSpread(keyBuckets);
    Map<String, Integer> numbers = spread.streamNumbers;
    streams.forEach(stream -> numbers.putIfAbsent(stream, numbers.size()));
    return spread;
  }

  /** The number of the record's stream and bucket, counted through all streams. */
  @Override
  public Integer getKey(ArchivedRecord record) {
    int stream = streamNumbers.getOrDefault(record.getStreamName(), 0);
    return stream * keyBuckets + KeyBucket.indexOf(record.getPartitionKey(), keyBuckets);
  }

  @Override
  public int partition(Integer streamAndBucket, int subtasks) {
    return streamAndBucket % subtasks;
  }
}
