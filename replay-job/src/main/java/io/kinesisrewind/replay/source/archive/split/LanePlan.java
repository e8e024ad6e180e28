package io.kinesisrewind.replay.source.archive.split;

import io.kinesisrewind.replay.plan.ArchiveBlock;
import io.kinesisrewind.replay.plan.Selection;
import io.kinesisrewind.schemas.KeyBucket;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * Deals a plan's blocks out to lanes, the latest ones first. Of each lane the earliest blocks stay
 * at hand, for the job to carry; the others go to files as soon as there are too many:
 *
 * <pre>blocks in the job, and in a checkpoint, at most: 8,192 + those that are open</pre>
 *
 * however many there are in the archive.
 */
public final class LanePlan {

  private static final int SEGMENT_BLOCKS = 4096;

  private final Selection selection;
  private final PlanFiles files;
  private final int segmentBlocks;

  /** Until it is known how many lanes there are. */
  private final List<ArchiveBlock> undealt = new ArrayList<>();

  private List<LaneTail> lanes = List.of();

  public LanePlan(Selection selection, PlanFiles files) {
    this(selection, files, SEGMENT_BLOCKS);
  }

  /**
   * @param segmentBlocks of all lanes together, in what is written at a time; twice as many at most
   *     stay at hand
   */
  public LanePlan(Selection selection, PlanFiles files, int segmentBlocks) {
    this.selection = selection;
    this.files = files;
    this.segmentBlocks = segmentBlocks;
  }

  /** Adds one that does not begin after those that have been added. */
  public void addEarlier(ArchiveBlock block) throws IOException {
    if (lanes.isEmpty()) {
      undealt.add(block);
      if (undealt.size() > segmentBlocks) {
        deal();
      }
    } else {
      deal(block);
    }
  }

  /** Each lane that has something to read. */
  public List<LaneSplit> lanes() throws IOException {
    if (lanes.isEmpty()) {
      deal();
    }
    List<LaneSplit> splits = new ArrayList<>();
    for (LaneTail lane : lanes) {
      if (!lane.isEmpty()) {
        splits.add(lane.toSplit(selection));
      }
    }
    return splits;
  }

  /**
   * As many lanes as the finest bucketing found so far: any number gives each key one lane, and
   * this one keeps files from being read for several.
   */
  private void deal() throws IOException {
    int count = undealt.stream().mapToInt(block -> block.bucket().count()).max().orElse(1);
    lanes = new ArrayList<>();
    for (int index = 0; index < count; index++) {
      KeyBucket lane = KeyBucket.of(index, count);
      if (selection.mayHold(lane)) {
        lanes.add(new LaneTail(lane, files, Math.max(1, segmentBlocks / count)));
      }
    }
    for (ArchiveBlock block : undealt) {
      deal(block);
    }
    undealt.clear();
  }

  private void deal(ArchiveBlock block) throws IOException {
    for (LaneTail lane : lanes) {
      if (block.bucket().overlaps(lane.keys())) {
        lane.addEarlier(block);
      }
    }
  }
}
