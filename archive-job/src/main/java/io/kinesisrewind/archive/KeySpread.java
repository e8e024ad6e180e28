package io.kinesisrewind.archive;

import io.kinesisrewind.schemas.ArchivedRecord;
import org.apache.flink.api.common.functions.Partitioner;
import org.apache.flink.api.java.functions.KeySelector;
import org.apache.flink.util.MathUtils;

/**
 * Brings all records of a stream's key to one subtask. Not {@code keyBy}: what follows has no keyed
 * state, and should not be given a state back end for it.
 */
final class KeySpread implements Partitioner<Integer>, KeySelector<ArchivedRecord, Integer> {

  static final KeySpread INSTANCE = new KeySpread();

  private static final long serialVersionUID = 1L;

  private KeySpread() {}

  @Override
  public Integer getKey(ArchivedRecord record) {
    return 31 * record.getStreamName().hashCode() + record.getPartitionKey().hashCode();
  }

  @Override
  public int partition(Integer hash, int subtasks) {
    return MathUtils.murmurHash(hash) % subtasks;
  }
}
