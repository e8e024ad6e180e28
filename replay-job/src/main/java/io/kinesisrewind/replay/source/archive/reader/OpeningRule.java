package io.kinesisrewind.replay.source.archive.reader;

import io.kinesisrewind.replay.plan.ArchiveBlock;
import io.kinesisrewind.replay.source.archive.split.LaneRest;
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
  private final int first;
  private final Map<String, ShardFloors> shards = new HashMap<>();
  private int dueBlock = -1;
  private long due;

  /**
   * @param blocks known and not opened yet
   * @param first the number of the first of them
   * @param rest what comes after them
   */
  OpeningRule(List<ArchiveBlock> blocks, int first, LaneRest rest) {
    this.blocks = blocks;
    this.first = first;
    rest.floors().forEach((shard, floor) -> prepend(shard, first + blocks.size(), floor));
    for (int i = blocks.size() - 1; i >= 0; i--) {
      int number = first + i;
      blocks.get(i).ranges().forEach((shard, range) -> prepend(shard, number, range.lowest()));
    }
    shards.values().forEach(ShardFloors::seal);
  }

  private void prepend(String shard, int block, Position lowest) {
    shards.computeIfAbsent(shard, id -> new ShardFloors()).prepend(block, lowest);
  }

  /**
   * @param opened how many blocks are open or done with
   * @return whether the next block has to be opened, by arrival, before the row is emitted
   */
  boolean opensByTime(Row row, int opened) {
    if (opened == first + blocks.size()) {
      return false;
    }
    if (opened != dueBlock) {
      dueBlock = opened;
      due = blocks.get(opened - first).firstArrival().minus(SLACK).toEpochMilli();
    }
    return row.time() >= due;
  }

  /**
   * @param opened how many blocks are open or done with
   * @return whether the next block has to be opened, by position, before the row is emitted
   */
  boolean opensByPosition(Row row, int opened) {
    ShardFloors floors = shards.get(row.record().getShardId());
    return floors != null && floors.reachDownTo(Position.of(row.record()), opened);
  }

  /**
   * Whether no row of a block is held back by positions, now and for ever: what is not open stands
   * above all of them. So it mostly is, and rows need not be looked at one by one.
   *
   * @param opened how many blocks are open or done with, this one included
   */
  boolean isBelowRest(ArchiveBlock block, int opened) {
    for (Map.Entry<String, ShardRange> range : block.ranges().entrySet()) {
      ShardFloors floors = shards.get(range.getKey());
      if (floors != null && floors.reachDownTo(range.getValue().highest(), opened)) {
        return false;
      }
    }
    return true;
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
    boolean reachDownTo(Position position, int opened) {
      while (next < blocks.size() && blocks.get(next) < opened) {
        next++;
      }
      return next < blocks.size() && position.compareTo(floors.get(next)) >= 0;
    }
  }
}
