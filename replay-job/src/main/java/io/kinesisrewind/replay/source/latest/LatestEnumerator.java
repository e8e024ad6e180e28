package io.kinesisrewind.replay.source.latest;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.apache.flink.api.connector.source.SplitEnumerator;
import org.apache.flink.api.connector.source.SplitEnumeratorContext;

/** Gives a reader its next part when it asks: keys have no order among each other. */
final class LatestEnumerator implements SplitEnumerator<LatestSplit, List<LatestSplit>> {

  private final SplitEnumeratorContext<LatestSplit> context;
  private final Deque<LatestSplit> waiting;

  LatestEnumerator(SplitEnumeratorContext<LatestSplit> context, List<LatestSplit> waiting) {
    this.context = context;
    this.waiting = new ArrayDeque<>(waiting);
  }

  @Override
  public void start() {}

  @Override
  public void addReader(int subtask) {
    // It asks when it has nothing to do.
  }

  @Override
  public void handleSplitRequest(int subtask, String host) {
    LatestSplit next = waiting.poll();
    if (next == null) {
      context.signalNoMoreSplits(subtask);
    } else {
      context.assignSplit(next, subtask);
    }
  }

  @Override
  public void addSplitsBack(List<LatestSplit> splits, int subtask) {
    waiting.addAll(splits);
  }

  @Override
  public List<LatestSplit> snapshotState(long checkpointId) {
    return new ArrayList<>(waiting);
  }

  @Override
  public void close() {}
}
