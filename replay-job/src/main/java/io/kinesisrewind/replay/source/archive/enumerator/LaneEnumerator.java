package io.kinesisrewind.replay.source.archive.enumerator;

import io.kinesisrewind.replay.source.archive.split.LaneSplit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.apache.flink.api.connector.source.SplitEnumerator;
import org.apache.flink.api.connector.source.SplitEnumeratorContext;
import org.apache.flink.api.connector.source.SplitsAssignment;

/**
 * Gives each reader its share of the lanes as soon as it reports. All in one message: a reader that
 * got one lane after the other would replay the present before the past.
 */
public final class LaneEnumerator implements SplitEnumerator<LaneSplit, List<LaneSplit>> {

  private final SplitEnumeratorContext<LaneSplit> context;

  /** By the subtask that is to have them. */
  private final Map<Integer, List<LaneSplit>> unassigned = new TreeMap<>();

  public LaneEnumerator(SplitEnumeratorContext<LaneSplit> context, List<LaneSplit> unassigned) {
    this.context = context;
    for (int i = 0; i < unassigned.size(); i++) {
      lanesOf(i % context.currentParallelism()).add(unassigned.get(i));
    }
  }

  @Override
  public void start() {}

  @Override
  public void addReader(int subtask) {
    List<LaneSplit> lanes = unassigned.remove(subtask);
    if (lanes != null) {
      context.assignSplits(new SplitsAssignment<>(Map.of(subtask, lanes)));
    }
    context.signalNoMoreSplits(subtask);
  }

  /** The reader failed before its first checkpoint; it will report again. */
  @Override
  public void addSplitsBack(List<LaneSplit> lanes, int subtask) {
    lanesOf(subtask).addAll(lanes);
  }

  @Override
  public void handleSplitRequest(int subtask, String host) {
    // Readers do not ask.
  }

  @Override
  public List<LaneSplit> snapshotState(long checkpointId) {
    return unassigned.values().stream().flatMap(List::stream).collect(Collectors.toList());
  }

  @Override
  public void close() {}

  private List<LaneSplit> lanesOf(int subtask) {
    return unassigned.computeIfAbsent(subtask, number -> new ArrayList<>());
  }
}
