package io.kinesisrewind.replay.source.both;

import io.kinesisrewind.replay.plan.ArchiveBlock;
import io.kinesisrewind.replay.plan.ArchivePlan;
import io.kinesisrewind.schemas.Position;
import io.kinesisrewind.schemas.ShardRange;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** How far each shard is archived, by what the files' footers say. */
final class ArchivedShards {

  private final Map<String, Instant> lastArrivals = new HashMap<>();
  private final Map<String, Position> highest = new HashMap<>();

  /**
   * @param plan of the whole stream's latest files, whatever a replay selects of them
   */
  ArchivedShards(ArchivePlan plan) {
    for (ArchiveBlock block : plan.blocks()) {
      block.ranges().forEach(this::add);
    }
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
