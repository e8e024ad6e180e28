package io.kinesisrewind.replay.source.archive.reader;

import io.kinesisrewind.replay.plan.ArchivePlan;
import io.kinesisrewind.replay.plan.ArchivePlanner;
import io.kinesisrewind.replay.plan.Selection;
import io.kinesisrewind.replay.source.archive.split.LaneSplit;
import io.kinesisrewind.schemas.ArchivedRecord;
import io.kinesisrewind.schemas.Position;
import java.io.IOException;
import java.time.Instant;
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
    ArchivePlan plan = ArchivePlanner.plan(archive, selection);
    for (LaneSplit lane : LaneSplit.lanes(plan)) {
      Optional<ArchivedRecord> found = find(lane, wanted);
      if (found.isPresent()) {
        return found;
      }
    }
    return Optional.empty();
  }

  private static Optional<ArchivedRecord> find(LaneSplit lane, ArchivedRecord wanted)
      throws IOException {
    for (int block = 0; block < lane.blocks().size(); block++) {
      for (Row row : BLOCKS.read(lane, block)) {
        if (Position.compare(row.record(), wanted) == 0) {
          return Optional.of(row.record());
        }
      }
    }
    return Optional.empty();
  }
}
