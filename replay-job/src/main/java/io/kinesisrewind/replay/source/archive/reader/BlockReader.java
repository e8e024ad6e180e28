package io.kinesisrewind.replay.source.archive.reader;

import io.kinesisrewind.replay.source.archive.split.LaneSplit;
import java.io.IOException;
import java.util.List;

/** Gives the rows of a lane's block that can be selected; the same ones whenever it is asked. */
@FunctionalInterface
public interface BlockReader {

  /**
   * @param block index of the block in the lane
   */
  List<Row> read(LaneSplit lane, int block) throws IOException;
}
