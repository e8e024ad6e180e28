package io.kinesisrewind.replay.source.latest;

import io.kinesisrewind.replay.source.Candidate;
import java.util.Map;
import org.apache.flink.api.connector.source.SourceOutput;
import org.apache.flink.api.connector.source.SourceReaderContext;
import org.apache.flink.connector.base.source.reader.SingleThreadMultiplexSourceReaderBase;

/** Reads the splits of one subtask in one thread beside the task's. */
@SuppressWarnings("try") // Flink's close() throws Exception; nobody here closes it
final class LatestReader
    extends SingleThreadMultiplexSourceReaderBase<
        LatestRead, Candidate, LatestSplit, LatestProgress> {

  LatestReader(LatestReading reading, SourceReaderContext context) {
    super(
        () -> new LatestSplitReader(reading, reading.readUnits() / context.currentParallelism()),
        LatestReader::emit,
        context.getConfiguration(),
        context);
  }

  @Override
  public void start() {
    if (getNumberOfCurrentlyAssignedSplits() == 0) {
      context.sendSplitRequest();
    }
  }

  @Override
  protected LatestProgress initializedState(LatestSplit split) {
    return new LatestProgress(split);
  }

  @Override
  protected LatestSplit toSplitType(String splitId, LatestProgress progress) {
    return progress.split();
  }

  @Override
  protected void onSplitFinished(Map<String, LatestProgress> finished) {
    context.sendSplitRequest();
  }

  private static void emit(
      LatestRead read, SourceOutput<Candidate> output, LatestProgress progress) {
    read.candidate()
        .ifPresent(
            candidate ->
                output.collect(
                    candidate,
                    candidate.getRecord().getApproximateArrivalTimestamp().toEpochMilli()));
    progress.gave(read.key());
  }
}
