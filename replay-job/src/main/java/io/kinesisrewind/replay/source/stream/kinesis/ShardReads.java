package io.kinesisrewind.replay.source.stream.kinesis;

import io.kinesisrewind.replay.source.stream.split.ShardStart;
import java.util.List;
import software.amazon.awssdk.services.kinesis.model.ChildShard;

/**
 * Reads the records of a stream's shards. Failures are the SDK's exceptions, and nothing is tried
 * again here.
 */
public interface ShardReads extends AutoCloseable {

  /** An iterator that gives the record of a sequence number, itself included, and what follows. */
  String iterator(String shardId, ShardStart start);

  /**
   * @param limit records at most
   */
  ShardBatch read(String iterator, int limit);

  /** The shards that came out of one, by the list of all shards; none of an open one. */
  List<ChildShard> children(String shardId);

  @Override
  void close();
}
