package io.kinesisrewind.archive.parquet;

import io.kinesisrewind.schemas.ArchiveHour;
import io.kinesisrewind.schemas.ArchivedRecord;
import io.kinesisrewind.schemas.KeyBucket;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.flink.api.connector.sink2.CommittingSinkWriter;

/**
 * Gathers records in blocks and writes a block out as a file when it is full, when all blocks
 * together are over the budget (the largest then), or at a checkpoint (all then). So memory stays
 * within the limits whatever the number of streams, hours and buckets.
 */
final class BlockWriter implements CommittingSinkWriter<ArchivedRecord, PendingFile> {

  private final BlockStore store;
  private final int keyBuckets;
  private final BufferLimits limits;
  private final Map<BlockKey, Block> blocks = new HashMap<>();
  private final List<PendingFile> written = new ArrayList<>();
  private long bufferedBytes;

  BlockWriter(BlockStore store, int keyBuckets, BufferLimits limits) {
    this.store = store;
    this.keyBuckets = keyBuckets;
    this.limits = limits;
  }

  @Override
  public void write(ArchivedRecord record, Context context) throws IOException {
    int bucket = KeyBucket.indexOf(record.getPartitionKey(), keyBuckets);
    BlockKey key = BlockKey.of(record, bucket);
    Block block = blocks.get(key);
    if (block == null) {
      block = new Block(ArchiveHour.of(record), KeyBucket.of(bucket, keyBuckets));
      blocks.put(key, block);
    }
    bufferedBytes += block.add(record);
    if (block.bytes() >= limits.blockBytes()) {
      writeOut(key);
    } else if (bufferedBytes >= limits.totalBytes()) {
      writeOut(largest());
    }
  }

  @Override
  public void flush(boolean endOfInput) throws IOException {
    for (BlockKey key : List.copyOf(blocks.keySet())) {
      writeOut(key);
    }
  }

  @Override
  public Collection<PendingFile> prepareCommit() {
    List<PendingFile> files = List.copyOf(written);
    written.clear();
    return files;
  }

  /** Nothing to undo: what was written and not handed on to a checkpoint never becomes visible. */
  @Override
  public void close() {
    blocks.clear();
  }

  long bufferedBytes() {
    return bufferedBytes;
  }

  private void writeOut(BlockKey key) throws IOException {
    Block block = blocks.remove(key);
    bufferedBytes -= block.bytes();
    written.add(store.write(block));
  }

  private BlockKey largest() {
    return blocks.entrySet().stream()
        .max(Comparator.comparingLong(entry -> entry.getValue().bytes()))
        .orElseThrow()
        .getKey();
  }
}
