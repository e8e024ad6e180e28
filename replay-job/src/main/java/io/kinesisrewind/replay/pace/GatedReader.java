package io.kinesisrewind.replay.pace;

import java.util.Collection;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.apache.flink.api.connector.source.ReaderOutput;
import org.apache.flink.api.connector.source.SourceEvent;
import org.apache.flink.api.connector.source.SourceReader;
import org.apache.flink.api.connector.source.SourceSplit;
import org.apache.flink.core.io.InputStatus;

/**
 * Reads while the {@link SourceGate} is open, and comes to its end only when nothing is held behind
 * it any more: from then on there would be no checkpoint.
 */
@SuppressWarnings("try") // Flink's readers may throw anything when closed
final class GatedReader<T, S extends SourceSplit> implements SourceReader<T, S> {

  private final SourceReader<T, S> reader;
  private final SourceGate gate;
  private boolean ended;

  GatedReader(SourceReader<T, S> reader, SourceGate gate) {
    this.reader = reader;
    this.gate = gate;
  }

  @Override
  public InputStatus pollNext(ReaderOutput<T> output) throws Exception {
    if (!ended && !gate.notFull().isDone()) {
      return InputStatus.NOTHING_AVAILABLE;
    }
    InputStatus status = ended ? InputStatus.END_OF_INPUT : reader.pollNext(output);
    ended = status == InputStatus.END_OF_INPUT;
    return ended && gate.isHolding() ? InputStatus.NOTHING_AVAILABLE : status;
  }

  @Override
  public CompletableFuture<Void> isAvailable() {
    if (ended) {
      return gate.nothingHeld();
    }
    return gate.notFull().isDone() ? reader.isAvailable() : gate.notFull();
  }

  @Override
  public void start() {
    reader.start();
  }

  @Override
  public List<S> snapshotState(long checkpointId) {
    return reader.snapshotState(checkpointId);
  }

  @Override
  public void addSplits(List<S> splits) {
    reader.addSplits(splits);
  }

  @Override
  public void notifyNoMoreSplits() {
    reader.notifyNoMoreSplits();
  }

  @Override
  public void handleSourceEvents(SourceEvent event) {
    reader.handleSourceEvents(event);
  }

  @Override
  public void notifyCheckpointComplete(long checkpointId) throws Exception {
    reader.notifyCheckpointComplete(checkpointId);
  }

  @Override
  public void notifyCheckpointAborted(long checkpointId) throws Exception {
    reader.notifyCheckpointAborted(checkpointId);
  }

  @Override
  public void pauseOrResumeSplits(Collection<String> toPause, Collection<String> toResume) {
    reader.pauseOrResumeSplits(toPause, toResume);
  }

  @Override
  public void close() throws Exception {
    gate.close();
    reader.close();
  }
}
