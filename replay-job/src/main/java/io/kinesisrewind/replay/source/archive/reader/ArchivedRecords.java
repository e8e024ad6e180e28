package io.kinesisrewind.replay.source.archive.reader;

import io.kinesisrewind.replay.plan.ArchiveBlock;
import io.kinesisrewind.replay.plan.ArchivePlanner;
import io.kinesisrewind.replay.plan.Selection;
import io.kinesisrewind.replay.source.archive.split.LaneSplit;
import io.kinesisrewind.schemas.ArchivedRecord;
import io.kinesisrewind.schemas.KeyBucket;
import io.kinesisrewind.schemas.Position;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.apache.flink.core.fs.Path;

/**
 * Finds a record in an archive by its identity: stream, shard and position. Reads the blocks of its
 * hour that can hold its key, whichever files compaction has moved it to.
 */
public final class ArchivedRecords {

  private static final BlockReader BLOCKS = new ParquetBlocks();

  private ArchivedRecords() {}

  /**
   * @param wanted the record without its data
   * @return the record with it; empty where the archive does not have it (yet)
   * @throws io.kinesisrewind.replay.ReplayFailedException naming the file, where one cannot be
   *     understood
   */
  public static Optional<ArchivedRecord> find(Path archive, ArchivedRecord wanted)
      throws IOException {
    Instant arrival = wanted.getApproximateArrivalTimestamp();
    Selection selection =
        Selection.of(wanted.getStreamName())
            .arrivedBetween(arrival, arrival.plusMillis(1))
            .fromShards(Set.of(wanted.getShardId()))
            .withKeys(Set.of(wanted.getPartitionKey()));
    List<ArchiveBlock> blocks = new ArrayList<>();
    ArchivePlanner.plan(archive, selection, blocks::add);
    LaneSplit everyKey = LaneSplit.of(KeyBucket.of(0, 1), selection, List.of());
    for (ArchiveBlock block : blocks) {
      for (Row row : BLOCKS.read(everyKey, block, 0)) {
        if (Position.compare(row.record(), wanted) == 0) {
          return Optional.of(row.record());
        }
      }
    }
    return Optional.empty();
  }
}
