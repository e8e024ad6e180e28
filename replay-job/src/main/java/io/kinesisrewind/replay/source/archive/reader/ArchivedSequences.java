package io.kinesisrewind.replay.source.archive.reader;

import io.kinesisrewind.replay.ReplayFailedException;
import io.kinesisrewind.replay.plan.ArchiveBlock;
import io.kinesisrewind.replay.plan.ArchivePlanner;
import io.kinesisrewind.replay.plan.Parallel;
import io.kinesisrewind.replay.plan.Selection;
import io.kinesisrewind.replay.plan.SequenceRanges;
import io.kinesisrewind.runtime.archive.ArchiveFiles;
import io.kinesisrewind.runtime.archive.BrokenFileException;
import io.kinesisrewind.runtime.archive.ReplacedFiles;
import io.kinesisrewind.schemas.Position;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.apache.flink.core.fs.Path;
import org.apache.parquet.filter2.compat.FilterCompat;

/**
 * Which sequence numbers of some ranges an archive holds. Reads three columns of the blocks that
 * can hold them; keeps, of each sequence number found, some 200 bytes.
 */
public final class ArchivedSequences {

  /** Files at a time: enough to hide S3's latency. */
  private static final int CONCURRENCY = 8;

  private final Map<String, NavigableSet<String>> byShard = new ConcurrentHashMap<>();

  private ArchivedSequences() {}

  /**
   * @throws ReplayFailedException naming the file, where one cannot be understood
   */
  public static ArchivedSequences find(Path archive, String streamName, SequenceRanges ranges)
      throws IOException {
    Selection selection = Selection.of(streamName).within(ranges);
    List<ArchiveBlock> blocks = new ArrayList<>();
    ArchivePlanner.plan(archive, selection, blocks::add);
    ArchivedSequences found = new ArchivedSequences();
    ExecutorService threads = Executors.newFixedThreadPool(CONCURRENCY);
    try {
      new Parallel(threads).map(blocks, block -> found.read(block, selection, ranges));
    } finally {
      threads.shutdownNow();
    }
    return found;
  }

  /** How many there are in a shard from one to another, both included. */
  public int count(String shardId, String first, String last) {
    NavigableSet<String> ofShard = byShard.get(shardId);
    return ofShard == null ? 0 : ofShard.subSet(first, true, last, true).size();
  }

  private Path read(ArchiveBlock block, Selection selection, SequenceRanges ranges)
      throws IOException {
    FilterCompat.Filter filter = PushDown.filter(selection);
    try {
      return ReplacedFiles.read(
          new Path(block.path()),
          path -> {
            ArchiveFiles.forEachPosition(
                path,
                block.length(),
                filter,
                (row, index) -> add(row.getShardId(), row.getSequenceNumber(), ranges));
            return path;
          });
    } catch (BrokenFileException e) {
      throw new ReplayFailedException(block.path() + " is broken: " + e.getMessage(), e);
    }
  }

  private void add(String shardId, String sequenceNumber, SequenceRanges ranges) {
    if (ranges.contains(shardId, sequenceNumber)) {
      byShard
          .computeIfAbsent(
              shardId, shard -> new ConcurrentSkipListSet<>(Position::compareSequenceNumbers))
          .add(sequenceNumber);
    }
  }
}
