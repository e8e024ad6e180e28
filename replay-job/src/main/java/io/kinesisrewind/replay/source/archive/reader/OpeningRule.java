package io.kinesisrewind.replay.source.archive.reader;

import io.kinesisrewind.replay.plan.ArchiveBlock;
import io.kinesisrewind.schemas.Position;
import io.kinesisrewind.schemas.ShardRange;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * When a lane has to open its next block before it may emit a row.
 *
 * <ul>
 *   <li>Within a shard positions decide, exactly: a block not opened yet that reaches down to the
 *       row's position could hold a record of the same key before it, or the same record again.
 *   <li>Across shards (of one lineage: a key moves at a reshard) only arrival can tell; the block
 *       has to be open once the row's time comes within {@link #SLACK} of the block's first.
 * </ul>
 */
final class OpeningRule {

  /**
   * How far the clocks behind two shards' arrival times may differ. Kinesis stamps arrival with
   * millisecond precision but promises no accuracy across shards; seconds of difference would be an
   * incident of theirs. More slack costs memory only: the blocks of that much more time.
   */
  static final Duration SLACK = Duration.ofSeconds(10);

  private final List<ArchiveBlock> blocks;
  private final Map<String, ShardFloors> shards = new HashMap<>();

  OpeningRule(List<ArchiveBlock> blocks) {
    this.blocks = blocks;
    for (int i = blocks.size() - 1; i >= 0; i--) {
      for (Map.Entry<String, ShardRange> range : blocks.get(i).ranges().entrySet()) {
        shards
            .computeIfAbsent(range.getKey(), shard -> new ShardFloors())
            .prepend(i, range.getValue().lowest());
      }
    }
    shards.values().forEach(ShardFloors::seal);
  }

  /**
   * @param opened how many blocks are open or done with
   * @param time the row's effective arrival, epoch milliseconds
   * @return whether the next block has to be opened before the row is emitted
   */
  boolean opensBefore(Row row, long time, int opened) {
    if (opened == blocks.size()) {
      return false;
    }
    long due = blocks.get(opened).firstArrival().minus(SLACK).toEpochMilli();
    ShardFloors floors = shards.get(row.record().getShardId());
    return time >= due || (floors != null && floors.reachDownTo(row, opened));
  }

  /** For one shard: the lowest position in all blocks from a given one on. */
  private static final class ShardFloors {

    private final List<Integer> blocks = new ArrayList<>();
    private final List<Position> floors = new ArrayList<>();
    private int next;

    void prepend(int block, Position lowest) {
      int last = floors.size() - 1;
      boolean lower = last < 0 || lowest.compareTo(floors.get(last)) < 0;
      blocks.add(block);
      floors.add(lower ? lowest : floors.get(last));
    }

    void seal() {
      Collections.reverse(blocks);
      Collections.reverse(floors);
    }

    /** Asked with a number of opened blocks that never goes back. */
    boolean reachDownTo(Row row, int opened) {
      while (next < blocks.size() && blocks.get(next) < opened) {
        next++;
      }
      return next < blocks.size() && row.isAtLeast(floors.get(next));
    }
  }
}
