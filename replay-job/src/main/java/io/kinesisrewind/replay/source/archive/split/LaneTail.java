package io.kinesisrewind.replay.source.archive.split;

import io.kinesisrewind.replay.plan.ArchiveBlock;
import io.kinesisrewind.replay.plan.Selection;
import io.kinesisrewind.schemas.KeyBucket;
import io.kinesisrewind.schemas.Position;
import io.kinesisrewind.schemas.ShardRange;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** A lane that is planned from its end to its beginning. */
final class LaneTail {

  private final KeyBucket keys;
  private final PlanFiles files;
  private final int segmentBlocks;

  /** The earliest ones, from the latest to the earliest. */
  private final List<ArchiveBlock> blocks = new ArrayList<>();

  private LaneRest rest = LaneRest.NONE;

  LaneTail(KeyBucket keys, PlanFiles files, int segmentBlocks) {
    this.keys = keys;
    this.files = files;
    this.segmentBlocks = segmentBlocks;
  }

  KeyBucket keys() {
    return keys;
  }

  boolean isEmpty() {
    return blocks.isEmpty();
  }

  void addEarlier(ArchiveBlock block) throws IOException {
    blocks.add(block);
    if (blocks.size() == 2 * segmentBlocks) {
      writeLatest();
    }
  }

  LaneSplit toSplit(Selection selection) {
    return LaneSplit.of(keys, selection.within(keys), inTime(blocks), rest);
  }

  private void writeLatest() throws IOException {
    List<ArchiveBlock> latest = blocks.subList(0, segmentBlocks);
    Map<String, Position> floors = new TreeMap<>(rest.floors());
    for (ArchiveBlock block : latest) {
      for (Map.Entry<String, ShardRange> range : block.ranges().entrySet()) {
        floors.merge(range.getKey(), range.getValue().lowest(), LaneTail::lower);
      }
    }
    String path = files.write("lane " + keys, new LaneSegment(inTime(latest), rest));
    rest = new LaneRest(path, floors);
    latest.clear();
  }

  private static Position lower(Position left, Position right) {
    return left.compareTo(right) <= 0 ? left : right;
  }

  private static List<ArchiveBlock> inTime(List<ArchiveBlock> latestFirst) {
    List<ArchiveBlock> blocks = new ArrayList<>(latestFirst);
    blocks.sort(ArchiveBlock.IN_TIME);
    return blocks;
  }
}
