package io.kinesisrewind.replay.source.both;

import io.kinesisrewind.replay.plan.ArchivePlanner;
import io.kinesisrewind.replay.plan.Selection;
import io.kinesisrewind.schemas.Position;
import io.kinesisrewind.schemas.ShardRange;
import java.io.IOException;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.apache.flink.core.fs.Path;

/** How far each shard is archived, by what the files' footers say. */
final class ArchivedShards {

  private final Map<String, Instant> lastArrivals = new HashMap<>();
  private final Map<String, Position> highest = new HashMap<>();

  private ArchivedShards() {}

  /**
   * @param latest the whole stream's latest files, whatever a replay selects of them
   */
  static ArchivedShards find(Path archive, Selection latest) throws IOException {
    ArchivedShards shards = new ArchivedShards();
    ArchivePlanner.plan(archive, latest, block -> block.ranges().forEach(shards::add));
    return shards;
  }

  private void add(String shardId, ShardRange range) {
    lastArrivals.merge(
        shardId, range.lastArrival(), (one, other) -> one.isAfter(other) ? one : other);
    highest.merge(shardId, range.highest(), (one, other) -> one.compareTo(other) > 0 ? one : other);
  }

  Optional<Instant> lastArrival(String shardId) {
    return Optional.ofNullable(lastArrivals.get(shardId));
  }

  Optional<Position> highest(String shardId) {
    return Optional.ofNullable(highest.get(shardId));
  }

  /** Of all shards. */
  Optional<Instant> lastArrival() {
    return lastArrivals.values().stream().max(Instant::compareTo);
  }
}
