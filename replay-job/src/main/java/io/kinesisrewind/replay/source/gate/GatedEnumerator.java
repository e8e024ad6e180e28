package io.kinesisrewind.replay.source.gate;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.apache.flink.api.connector.source.SourceEvent;
import org.apache.flink.api.connector.source.SplitEnumerator;
import org.apache.flink.api.connector.source.SplitEnumeratorContext;
import org.apache.flink.api.connector.source.SplitsAssignment;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Gives a split out once everything it comes after is <em>behind every exchange</em>: read to its
 * end, and a checkpoint that began after that completed. Its barriers have then pushed all of it
 * through the job, so nothing that another subtask reads from here on can overtake it.
 *
 * <p>A split has ended when its reader says so; it is sealed by the first completed checkpoint
 * whose snapshot here was taken after that word. A failure takes back the words that no checkpoint
 * has sealed: the reader, restored, gives them again in its time.
 */
public final class GatedEnumerator<S extends GatedSplit>
    implements SplitEnumerator<S, GateState<S>> {

  private static final Logger LOG = LoggerFactory.getLogger(GatedEnumerator.class);

  private final SplitEnumeratorContext<S> context;
  private final List<Waiting<S>> waiting = new ArrayList<>();
  private final Map<String, Ended> ended = new HashMap<>();
  private final Set<String> sealed;
  private final Set<Integer> readers = new HashSet<>();
  private final Set<Integer> complete = new HashSet<>();

  /**
   * @param state of a completed checkpoint, or of the beginning
   */
  public GatedEnumerator(SplitEnumeratorContext<S> context, GateState<S> state) {
    this.context = context;
    this.sealed = new HashSet<>(state.ended());
    for (S split : state.waiting()) {
      waiting.add(new Waiting<>(split, waiting.size() % context.currentParallelism()));
    }
  }

  @Override
  public void start() {}

  @Override
  public void addReader(int subtask) {
    readers.add(subtask);
    giveOut();
  }

  @Override
  public void handleSourceEvent(int subtask, SourceEvent event) {
    for (String id : ((SplitsEnded) event).splitIds()) {
      if (!sealed.contains(id)) {
        ended.put(id, new Ended(subtask));
      }
    }
  }

  @Override
  public GateState<S> snapshotState(long checkpointId) {
    ended
        .values()
        .forEach(end -> end.firstCheckpoint = Math.min(end.firstCheckpoint, checkpointId));
    Set<String> all = new TreeSet<>(sealed);
    all.addAll(ended.keySet());
    return new GateState<>(
        waiting.stream().map(each -> each.split).collect(Collectors.toList()), all);
  }

  @Override
  public void notifyCheckpointComplete(long checkpointId) {
    Iterator<Map.Entry<String, Ended>> ends = ended.entrySet().iterator();
    while (ends.hasNext()) {
      Map.Entry<String, Ended> end = ends.next();
      if (end.getValue().firstCheckpoint <= checkpointId) {
        sealed.add(end.getKey());
        ends.remove();
      }
    }
    giveOut();
  }

  /**
   * The reader failed and goes back to the last checkpoint; it will report again.
   *
   * @param splits given to it since then; called even where there are none
   */
  @Override
  public void addSplitsBack(List<S> splits, int subtask) {
    readers.remove(subtask);
    complete.remove(subtask);
    ended.values().removeIf(end -> end.subtask == subtask);
    splits.forEach(split -> waiting.add(new Waiting<>(split, subtask)));
  }

  @Override
  public void handleSplitRequest(int subtask, String host) {
    // Readers do not ask.
  }

  @Override
  public void close() {}

  private void giveOut() {
    Map<Integer, List<S>> given = new HashMap<>();
    Iterator<Waiting<S>> each = waiting.iterator();
    while (each.hasNext()) {
      Waiting<S> next = each.next();
      if (readers.contains(next.subtask) && sealed.containsAll(next.split.after())) {
        LOG.info("{} is read by subtask {}", next.split.splitId(), next.subtask);
        given.computeIfAbsent(next.subtask, number -> new ArrayList<>()).add(next.split);
        each.remove();
      }
    }
    if (!given.isEmpty()) {
      context.assignSplits(new SplitsAssignment<>(given));
    }
    // A reader that is told that there are no more ends, and forgets what it has ended before.
    if (waiting.isEmpty()) {
      readers.stream().filter(complete::add).forEach(context::signalNoMoreSplits);
    }
  }

  private static final class Waiting<S> {

    private final S split;
    private final int subtask;

    Waiting(S split, int subtask) {
      this.split = split;
      this.subtask = subtask;
    }
  }

  /** Read to its end, and which checkpoint, if completed, seals it. */
  private static final class Ended {

    private final int subtask;
    private long firstCheckpoint = Long.MAX_VALUE;

    Ended(int subtask) {
      this.subtask = subtask;
    }
  }
}
