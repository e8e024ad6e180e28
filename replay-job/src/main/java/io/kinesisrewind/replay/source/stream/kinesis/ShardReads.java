package io.kinesisrewind.replay.source.stream.kinesis;

import io.kinesisrewind.replay.source.stream.split.ShardStart;

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

  @Override
  void close();
}
