package io.kinesisrewind.replay.source.archive.split;

import io.kinesisrewind.replay.plan.ArchiveBlock;
import io.kinesisrewind.replay.plan.Selection;
import io.kinesisrewind.schemas.KeyBucket;
import io.kinesisrewind.schemas.Position;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Lanes that are known segment by segment, for tests; the segments are in memory. */
public final class Segments {

  private final Map<String, LaneSegment> byPath = new HashMap<>();

  /**
   * The whole of the keys as one lane.
   *
   * @param blocks in time
   * @param size blocks in a segment
   */
  public LaneSplit split(Selection selection, List<ArchiveBlock> blocks, int size) {
    LaneRest rest = LaneRest.NONE;
    int from = blocks.size();
    Map<String, Position> floors = new TreeMap<>();
    while (from > size) {
      List<ArchiveBlock> segment = blocks.subList(from - size, from);
      segment.forEach(
          block ->
              block
                  .ranges()
                  .forEach((shard, range) -> floors.merge(shard, range.lowest(), Segments::min)));
      from -= size;
      String path = "segment-" + from;
      byPath.put(path, new LaneSegment(segment, rest));
      rest = new LaneRest(path, floors);
    }
    return LaneSplit.of(KeyBucket.of(0, 1), selection, blocks.subList(0, from), rest);
  }

  public LaneSegment next(LaneRest rest) {
    return byPath.get(rest.path());
  }

  private static Position min(Position left, Position right) {
    return left.compareTo(right) <= 0 ? left : right;
  }
}
