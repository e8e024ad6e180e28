package io.kinesisrewind.replay.source.archive.reader;

import io.kinesisrewind.replay.source.Candidate;
import io.kinesisrewind.replay.source.archive.split.LaneProgress;
import io.kinesisrewind.replay.source.archive.split.LaneSplit;
import java.util.Map;
import org.apache.flink.api.connector.source.SourceReaderContext;
import org.apache.flink.connector.base.source.reader.SingleThreadMultiplexSourceReaderBase;

/** Reads all lanes of one subtask in one thread beside the task's. */
@SuppressWarnings("try") // Flink's close() throws Exception; nobody here closes it
public final class ArchiveSourceReader
    extends SingleThreadMultiplexSourceReaderBase<MergedRow, Candidate, LaneSplit, LaneProgress> {

  public ArchiveSourceReader(SourceReaderContext context, BlockReader blocks) {
    super(
        () -> new LaneSplitReader(blocks),
        new LaneRowEmitter(),
        context.getConfiguration(),
        context);
  }

  @Override
  protected LaneProgress initializedState(LaneSplit split) {
    return new LaneProgress(split);
  }

  @Override
  protected LaneSplit toSplitType(String splitId, LaneProgress progress) {
    return progress.toSplit();
  }

  @Override
  protected void onSplitFinished(Map<String, LaneProgress> finished) {
    // Every lane was assigned at the start; there is nothing to ask for.
  }
}
