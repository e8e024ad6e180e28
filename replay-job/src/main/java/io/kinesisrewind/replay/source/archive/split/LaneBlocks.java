package io.kinesisrewind.replay.source.archive.split;

import io.kinesisrewind.replay.plan.ArchiveBlock;
import java.util.HashMap;
import java.util.Map;

/** The blocks of a lane by number, as far as they are known and not done with. */
public final class LaneBlocks {

  private final Map<Integer, ArchiveBlock> blocks;
  private int known;
  private LaneRest rest;

  public LaneBlocks(LaneSplit split) {
    this(Map.of(), 0, LaneRest.NONE);
    append(new LaneSegment(split.blocks(), split.rest()));
  }

  private LaneBlocks(Map<Integer, ArchiveBlock> blocks, int known, LaneRest rest) {
    this.blocks = new HashMap<>(blocks);
    this.known = known;
    this.rest = rest;
  }

  /** How many there are, those that are done with included: the number of the first not known. */
  public int known() {
    return known;
  }

  /** As they are now; from here on on its own. */
  public LaneBlocks copy() {
    return new LaneBlocks(blocks, known, rest);
  }

  public boolean has(int number) {
    return blocks.containsKey(number);
  }

  public ArchiveBlock get(int number) {
    return blocks.get(number);
  }

  public LaneRest rest() {
    return rest;
  }

  /** Adds the next segment of the {@link #rest}. */
  public void append(LaneSegment segment) {
    for (ArchiveBlock block : segment.blocks()) {
      blocks.put(known++, block);
    }
    rest = segment.rest();
  }

  /** No row of it is left. */
  public void remove(int number) {
    blocks.remove(number);
  }
}
