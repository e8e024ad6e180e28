package io.kinesisrewind.replay.source.stream.reader;

import io.kinesisrewind.replay.source.Candidate;
import io.kinesisrewind.replay.source.gate.SplitsEnded;
import io.kinesisrewind.replay.source.stream.kinesis.ShardReads;
import io.kinesisrewind.replay.source.stream.split.ShardProgress;
import io.kinesisrewind.replay.source.stream.split.ShardSplit;
import io.kinesisrewind.schemas.ArchivedRecord;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Supplier;
import org.apache.flink.api.connector.source.SourceReaderContext;
import org.apache.flink.connector.base.source.reader.SingleThreadMultiplexSourceReaderBase;

/**
 * Reads all shards of one subtask in one thread beside the task's. Shards that have ended stay in
 * its checkpoints, and are told to the enumerator again after a restart.
 */
@SuppressWarnings("try") // Flink's close() throws Exception; nobody here closes it
public final class StreamSourceReader
    extends SingleThreadMultiplexSourceReaderBase<
        ArchivedRecord, Candidate, ShardSplit, ShardProgress> {

  private final Map<String, ShardSplit> ended = new TreeMap<>();

  /**
   * @param reads made once, by the thread that reads
   */
  public StreamSourceReader(
      String streamName,
      Supplier<ShardReads> reads,
      PollSettings settings,
      SourceReaderContext context) {
    super(
        () -> new ShardSplitReader(streamName, reads.get(), settings, System::nanoTime),
        (record, output, progress) ->
            output.collect(new Candidate(record, 0), progress.emitted(record)),
        context.getConfiguration(),
        context);
  }

  @Override
  public void start() {
    super.start();
    tell(ended.keySet());
  }

  @Override
  public void addSplits(List<ShardSplit> splits) {
    List<ShardSplit> toRead = new ArrayList<>();
    for (ShardSplit split : splits) {
      if (split.isEnded()) {
        ended.put(split.splitId(), split);
      } else {
        toRead.add(split);
      }
    }
    super.addSplits(toRead);
  }

  @Override
  public List<ShardSplit> snapshotState(long checkpointId) {
    List<ShardSplit> splits = new ArrayList<>(super.snapshotState(checkpointId));
    splits.addAll(ended.values());
    return splits;
  }

  @Override
  protected ShardProgress initializedState(ShardSplit split) {
    return new ShardProgress(split);
  }

  @Override
  protected ShardSplit toSplitType(String splitId, ShardProgress progress) {
    return progress.toSplit();
  }

  @Override
  protected void onSplitFinished(Map<String, ShardProgress> finished) {
    finished.forEach((id, progress) -> ended.put(id, progress.toSplit().asEnded()));
    tell(finished.keySet());
  }

  private void tell(java.util.Set<String> splitIds) {
    if (!splitIds.isEmpty()) {
      context.sendSourceEventToCoordinator(new SplitsEnded(splitIds));
    }
  }
}
