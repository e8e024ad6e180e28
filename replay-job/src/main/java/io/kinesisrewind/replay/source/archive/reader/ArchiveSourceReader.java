package io.kinesisrewind.replay.source.archive.reader;

import io.kinesisrewind.replay.source.Candidate;
import io.kinesisrewind.replay.source.archive.split.LaneProgress;
import io.kinesisrewind.replay.source.archive.split.LaneSplit;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import org.apache.flink.api.connector.source.SourceReaderContext;
import org.apache.flink.connector.base.source.reader.SingleThreadMultiplexSourceReaderBase;

/** Reads all lanes of one subtask in one thread beside the task's. */
@SuppressWarnings("try") // Flink's close() throws Exception; nobody here closes it
public final class ArchiveSourceReader
    extends SingleThreadMultiplexSourceReaderBase<MergedRow, Candidate, LaneSplit, LaneProgress> {

  private final Consumer<Set<String>> onEnd;

  public ArchiveSourceReader(SourceReaderContext context, BlockReader blocks) {
    this(context, blocks, ended -> {});
  }

  /**
   * @param onEnd told the lanes of which everything has been emitted
   */
  public ArchiveSourceReader(
      SourceReaderContext context, BlockReader blocks, Consumer<Set<String>> onEnd) {
    super(
        () -> new LaneSplitReader(blocks),
        new LaneRowEmitter(),
        context.getConfiguration(),
        context);
    this.onEnd = onEnd;
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
    onEnd.accept(finished.keySet());
  }
}
