package io.kinesisrewind.replay.source.archive.split;

import io.kinesisrewind.replay.plan.ArchiveBlock;
import java.util.List;

/** Some blocks of a lane that follow each other, and what comes after them. */
public final class LaneSegment {

  private final List<ArchiveBlock> blocks;
  private final LaneRest rest;

  public LaneSegment(List<ArchiveBlock> blocks, LaneRest rest) {
    this.blocks = List.copyOf(blocks);
    this.rest = rest;
  }

  /** In the order of {@link ArchiveBlock#IN_TIME}. */
  public List<ArchiveBlock> blocks() {
    return blocks;
  }

  public LaneRest rest() {
    return rest;
  }
}
