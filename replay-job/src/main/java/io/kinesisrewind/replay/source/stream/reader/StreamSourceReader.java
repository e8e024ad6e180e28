package io.kinesisrewind.replay.source.stream.reader;

import io.kinesisrewind.replay.source.Candidate;
import io.kinesisrewind.replay.source.gate.SplitsEnded;
import io.kinesisrewind.replay.source.stream.kinesis.ShardReads;
import io.kinesisrewind.replay.source.stream.split.ShardProgress;
import io.kinesisrewind.replay.source.stream.split.ShardSplit;
import io.kinesisrewind.replay.source.stream.split.ShardSplitSerializer;
import io.kinesisrewind.schemas.ArchivedRecord;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
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
  private final Map<String, Map<String, Set<String>>> children;

  /**
   * @param reads made once, by the thread that reads
   */
  public StreamSourceReader(
      String streamName,
      Supplier<ShardReads> reads,
      PollSettings settings,
      SourceReaderContext context) {
    this(streamName, reads, settings, context, new ConcurrentHashMap<>());
  }

  private StreamSourceReader(
      String streamName,
      Supplier<ShardReads> reads,
      PollSettings settings,
      SourceReaderContext context,
      Map<String, Map<String, Set<String>>> children) {
    super(
        () -> new ShardSplitReader(streamName, reads.get(), settings, System::nanoTime, children),
        (record, output, progress) ->
            output.collect(new Candidate(record, 0), progress.emitted(record)),
        context.getConfiguration(),
        context);
    this.children = children;
  }

  @Override
  public void start() {
    super.start();
    tell(ended);
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
    Map<String, ShardSplit> now = new TreeMap<>();
    finished.forEach(
        (id, progress) -> now.put(id, progress.toSplit().asEnded(children.remove(id))));
    ended.putAll(now);
    tell(now);
  }

  private void tell(Map<String, ShardSplit> splits) {
    if (splits.isEmpty()) {
      return;
    }
    List<ShardSplit> following = new ArrayList<>();
    splits.values().forEach(split -> following.addAll(split.followedBy()));
    try {
      context.sendSourceEventToCoordinator(
          SplitsEnded.of(splits.keySet(), following, new ShardSplitSerializer()));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
