package io.kinesisrewind.replay.source.gate;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.apache.flink.api.connector.source.SourceEvent;
import org.apache.flink.api.connector.source.SplitEnumerator;
import org.apache.flink.api.connector.source.SplitEnumeratorContext;
import org.apache.flink.api.connector.source.SplitsAssignment;
import org.apache.flink.core.io.SimpleVersionedSerializer;
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
 *
 * <p>With the word may come splits that the end brought to light. They wait like any other, also
 * for those that are not known yet but may still come.
 */
public final class GatedEnumerator<S extends GatedSplit>
    implements SplitEnumerator<S, GateState<S>> {

  private static final Logger LOG = LoggerFactory.getLogger(GatedEnumerator.class);

  private final SplitEnumeratorContext<S> context;
  private final SimpleVersionedSerializer<S> serializer;
  private final List<Waiting<S>> waiting = new ArrayList<>();
  private final Seals seals;
  private final Set<Integer> readers = new HashSet<>();
  private final Set<Integer> complete = new HashSet<>();

  /** Of those that may be followed, given out and not sealed. */
  private final Set<String> given;

  /**
   * @param state of a completed checkpoint, or of the beginning
   */
  public GatedEnumerator(
      SplitEnumeratorContext<S> context,
      GateState<S> state,
      SimpleVersionedSerializer<S> serializer) {
    this.context = context;
    this.serializer = serializer;
    this.seals = new Seals(state.ended());
    this.given = new HashSet<>(state.given());
    this.given.removeAll(state.ended());
    state.waiting().forEach(this::addWaiting);
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
    SplitsEnded word = (SplitsEnded) event;
    try {
      word.following(serializer).stream().filter(this::isNew).forEach(this::addWaiting);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    word.splitIds().forEach(id -> seals.ended(id, subtask));
    giveOut();
  }

  @Override
  public GateState<S> snapshotState(long checkpointId) {
    return new GateState<>(
        waiting.stream().map(each -> each.split).collect(Collectors.toList()),
        seals.snapshot(checkpointId),
        given);
  }

  @Override
  public void notifyCheckpointComplete(long checkpointId) {
    seals.complete(checkpointId);
    given.removeIf(seals::isSealed);
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
    seals.takeBack(subtask);
    for (S split : splits) {
      given.remove(split.splitId());
      waiting.add(new Waiting<>(split, subtask));
    }
  }

  @Override
  public void handleSplitRequest(int subtask, String host) {
    // Readers do not ask.
  }

  @Override
  public void close() {}

  private boolean isNew(S split) {
    String id = split.splitId();
    return !given.contains(id)
        && !seals.isEnded(id)
        && waiting.stream().noneMatch(each -> each.split.splitId().equals(id));
  }

  private void addWaiting(S split) {
    int subtask = (given.size() + waiting.size()) % context.currentParallelism();
    waiting.add(new Waiting<>(split, subtask));
  }

  private void giveOut() {
    Map<Integer, List<S>> toReaders = new HashMap<>();
    Predicate<S> ready = ready();
    Iterator<Waiting<S>> each = waiting.iterator();
    while (each.hasNext()) {
      Waiting<S> next = each.next();
      if (readers.contains(next.subtask) && ready.test(next.split)) {
        LOG.info("{} is read by subtask {}", next.split.splitId(), next.subtask);
        toReaders.computeIfAbsent(next.subtask, number -> new ArrayList<>()).add(next.split);
        each.remove();
      }
    }
    toReaders.values().forEach(splits -> splits.forEach(this::keepInMind));
    if (!toReaders.isEmpty()) {
      context.assignSplits(new SplitsAssignment<>(toReaders));
    }
    // A reader that is told that there are no more ends, and forgets what it has ended before.
    if (waiting.isEmpty() && given.stream().allMatch(seals::isEnded)) {
      readers.stream().filter(complete::add).forEach(context::signalNoMoreSplits);
    }
  }

  private void keepInMind(S split) {
    if (split.mayBeFollowed()) {
      given.add(split.splitId());
    }
  }

  /**
   * What is not known may still come to light while anything is read. Where all wait for such, the
   * first of them waits for what will not come: it would have to come out of an earlier one.
   */
  private Predicate<S> ready() {
    Predicate<S> afterAll = split -> split.after().stream().allMatch(seals::isSealed);
    if (!given.isEmpty() || waiting.stream().anyMatch(each -> afterAll.test(each.split))) {
      return afterAll;
    }
    String first =
        waiting.stream().map(each -> each.split.splitId()).min(String::compareTo).orElse("");
    return split -> split.mayBeFollowed() && split.splitId().equals(first);
  }

  private static final class Waiting<S> {

    private final S split;
    private final int subtask;

    Waiting(S split, int subtask) {
      this.split = split;
      this.subtask = subtask;
    }
  }
}
