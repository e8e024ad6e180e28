package io.kinesisrewind.replay.source.both;

import io.kinesisrewind.replay.source.Candidate;
import io.kinesisrewind.replay.source.archive.reader.ArchiveSourceReader;
import io.kinesisrewind.replay.source.archive.reader.BlocksBeforeCut;
import io.kinesisrewind.replay.source.archive.reader.ParquetBlocks;
import io.kinesisrewind.replay.source.archive.split.LaneSplit;
import io.kinesisrewind.replay.source.gate.SplitsEnded;
import io.kinesisrewind.replay.source.stream.reader.StreamSourceReader;
import io.kinesisrewind.replay.source.stream.split.ShardSplit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import org.apache.flink.api.connector.source.ReaderOutput;
import org.apache.flink.api.connector.source.SourceReader;
import org.apache.flink.api.connector.source.SourceReaderContext;
import org.apache.flink.core.io.InputStatus;

/**
 * The archive's reader and the stream's beside each other. That no shard is read before the last
 * lane of all readers has ended is the enumerator's doing.
 */
@SuppressWarnings("try") // Flink's close() throws Exception; nobody here closes it
final class BothReader implements SourceReader<Candidate, BothSplit> {

  private final SourceReaderContext context;
  private final ArchiveSourceReader archive;
  private final StreamSourceReader stream;
  private final Set<String> reading = new TreeSet<>();
  private final Set<String> ended = new TreeSet<>();

  /** The same of all lanes; read by the thread that reads blocks. */
  private volatile Map<String, String> cuts = Map.of();

  BothReader(SourceReaderContext context, StreamSourceReader stream) {
    this.context = context;
    this.archive =
        new ArchiveSourceReader(
            context, new BlocksBeforeCut(new ParquetBlocks(), () -> cuts), this::ended);
    this.stream = stream;
  }

  @Override
  public void start() {
    archive.start();
    stream.start();
    tell(ended);
  }

  @Override
  public InputStatus pollNext(ReaderOutput<Candidate> output) throws Exception {
    if (archive.pollNext(output) == InputStatus.MORE_AVAILABLE) {
      return InputStatus.MORE_AVAILABLE;
    }
    InputStatus ofStream = stream.pollNext(output);
    return ofStream == InputStatus.END_OF_INPUT && !reading.isEmpty()
        ? InputStatus.NOTHING_AVAILABLE
        : ofStream;
  }

  @Override
  public CompletableFuture<Void> isAvailable() {
    return reading.isEmpty()
        ? CompletableFuture.anyOf(archive.isAvailable(), stream.isAvailable()).thenAccept(any -> {})
        : archive.isAvailable();
  }

  @Override
  public void addSplits(List<BothSplit> splits) {
    List<LaneSplit> lanes = new ArrayList<>();
    List<ShardSplit> shards = new ArrayList<>();
    for (BothSplit split : splits) {
      split.shard().ifPresent(shards::add);
      split.lane().ifPresent(lanes::add);
      if (split.lane().isPresent()) {
        cuts = split.cuts();
        reading.add(split.splitId());
      } else if (split.shard().isEmpty()) {
        ended.add(split.splitId());
      }
    }
    if (!lanes.isEmpty()) {
      archive.addSplits(lanes);
    }
    if (!shards.isEmpty()) {
      stream.addSplits(shards);
    }
  }

  @Override
  public List<BothSplit> snapshotState(long checkpointId) {
    List<BothSplit> splits = new ArrayList<>();
    ended.forEach(lane -> splits.add(BothSplit.ended(lane)));
    archive.snapshotState(checkpointId).forEach(lane -> splits.add(BothSplit.of(lane, cuts)));
    stream.snapshotState(checkpointId).forEach(shard -> splits.add(BothSplit.of(shard)));
    return splits;
  }

  /** The stream's are the last. */
  @Override
  public void notifyNoMoreSplits() {
    stream.notifyNoMoreSplits();
  }

  @Override
  public void close() throws Exception {
    try {
      archive.close();
    } finally {
      stream.close();
    }
  }

  private void ended(Set<String> lanes) {
    reading.removeAll(lanes);
    ended.addAll(lanes);
    tell(lanes);
  }

  private void tell(Set<String> lanes) {
    if (!lanes.isEmpty()) {
      context.sendSourceEventToCoordinator(new SplitsEnded(lanes));
    }
  }
}
