package io.kinesisrewind.replay.source.archive.reader;

import io.kinesisrewind.replay.plan.ArchiveBlock;
import io.kinesisrewind.replay.source.archive.split.LaneRest;
import io.kinesisrewind.replay.source.archive.split.LaneSegment;
import io.kinesisrewind.replay.source.archive.split.LaneSplit;
import io.kinesisrewind.replay.source.archive.split.PlanFiles;
import java.io.IOException;
import java.util.List;

/** Gives the rows of a lane's block that can be selected; the same ones whenever it is asked. */
public interface BlockReader {

  /**
   * @param number of the block in the lane, for its rows
   */
  List<Row> read(LaneSplit lane, ArchiveBlock block, int number) throws IOException;

  /** The blocks that come next, from where the plan has them. */
  default LaneSegment next(LaneRest rest) throws IOException {
    return PlanFiles.read(rest);
  }
}
