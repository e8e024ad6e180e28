package io.kinesisrewind.replay.source.gate;

import static org.assertj.core.api.Assertions.assertThat;

import io.kinesisrewind.replay.source.stream.split.ShardSplit;
import io.kinesisrewind.replay.source.stream.split.ShardSplitSerializer;
import java.lang.reflect.Proxy;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import org.apache.flink.api.connector.source.SplitEnumeratorContext;
import org.apache.flink.api.connector.source.SplitsAssignment;

/**
 * Flink's side of an enumerator, as far as it matters to the gate: the enumerator's snapshot comes
 * before the readers' barriers; the word of a split's end is on its way for a while; splits given
 * out between snapshot and barrier are held back until after it; a failure restores the readers,
 * and the enumerator either goes on or is restored, too.
 */
final class Simulation {

  private static final int READERS = 3;

  private final GateStateSerializer<ShardSplit> serializer =
      new GateStateSerializer<>(new ShardSplitSerializer());
  private final Random random;
  private final List<Set<String>> assigned = new ArrayList<>();
  private final Deque<Runnable> words = new ArrayDeque<>();
  private final List<Runnable> heldBack = new ArrayList<>();
  private final Map<String, Integer> owners = new HashMap<>();
  private final Map<String, Long> assignedSince = new HashMap<>();
  private final Map<String, ShardSplit> splits = new TreeMap<>();
  private final Set<Integer> noMore = new HashSet<>();
  private List<Set<String>> ended = sets();
  private GatedEnumerator<ShardSplit> enumerator;
  private Checkpoint completed;
  private Checkpoint pending;
  private long checkpoints;

  Simulation(List<ShardSplit> plan, Random random) {
    this.random = random;
    plan.forEach(split -> splits.put(split.splitId(), split));
    assigned.addAll(sets());
    completed = new Checkpoint(0, GateState.of(plan));
    completed.takeReaders();
    restart(true);
  }

  void run(int failures) throws Exception {
    int left = failures;
    for (int step = 0; step < 100_000 && !isDone(); step++) {
      switch (random.nextInt(8)) {
        case 0, 1 -> endOne();
        case 2, 3 -> deliverWord();
        case 4, 5, 6 -> checkpoint();
        default -> {
          if (left > 0 && random.nextInt(4) == 0) {
            left--;
            restart(random.nextBoolean());
          }
        }
      }
    }
    assertThat(isDone()).as("everything is read in the end").isTrue();
    assertThat(noMore).hasSize(READERS);
  }

  private boolean isDone() {
    return noMore.size() == READERS && assigned.stream().allMatch(Set::isEmpty);
  }

  private void deliverWord() {
    if (!words.isEmpty()) {
      words.poll().run();
    }
  }

  private void endOne() {
    int reader = random.nextInt(READERS);
    for (String id : List.copyOf(assigned.get(reader))) {
      if (random.nextBoolean()) {
        assigned.get(reader).remove(id);
        ended.get(reader).add(id);
        tell(reader, Set.of(id));
        return;
      }
    }
  }

  private void tell(int reader, Set<String> ids) {
    words.add(() -> enumerator.handleSourceEvent(reader, new SplitsEnded(ids)));
  }

  /** One of: the enumerator's snapshot, the readers' barrier, an abortion, the completion. */
  private void checkpoint() throws Exception {
    if (pending == null) {
      pending = new Checkpoint(++checkpoints, copy(enumerator.snapshotState(checkpoints)));
    } else if (!pending.hasReaders()) {
      pending.takeReaders();
      heldBack.forEach(Runnable::run);
      heldBack.clear();
    } else if (random.nextInt(5) == 0) {
      pending = null;
    } else {
      completed = pending;
      pending = null;
      enumerator.notifyCheckpointComplete(completed.id);
    }
  }

  private void restart(boolean withEnumerator) {
    pending = null;
    words.clear();
    heldBack.clear();
    noMore.clear();
    for (int reader = 0; reader < READERS; reader++) {
      assigned.get(reader).clear();
      assigned.get(reader).addAll(completed.assigned.get(reader));
    }
    ended = copy(completed.ended);
    if (withEnumerator) {
      assignedSince.clear();
      enumerator = new GatedEnumerator<>(context(), completed.state);
    } else {
      giveBack();
    }
    for (int reader = 0; reader < READERS; reader++) {
      enumerator.addReader(reader);
      if (!ended.get(reader).isEmpty()) {
        tell(reader, Set.copyOf(ended.get(reader)));
      }
    }
  }

  private void giveBack() {
    Map<Integer, List<ShardSplit>> back = new TreeMap<>();
    for (int reader = 0; reader < READERS; reader++) {
      back.put(reader, new ArrayList<>());
    }
    owners.forEach(
        (id, reader) -> {
          if (assignedSince.getOrDefault(id, -1L) >= completed.id) {
            back.get(reader).add(splits.get(id));
          }
        });
    back.values().forEach(list -> list.forEach(split -> owners.remove(split.splitId())));
    back.forEach((reader, list) -> enumerator.addSplitsBack(list, reader));
  }

  @SuppressWarnings("unchecked")
  private SplitEnumeratorContext<ShardSplit> context() {
    return (SplitEnumeratorContext<ShardSplit>)
        Proxy.newProxyInstance(
            getClass().getClassLoader(),
            new Class<?>[] {SplitEnumeratorContext.class},
            (proxy, method, arguments) -> {
              switch (method.getName()) {
                case "currentParallelism" -> {
                  return READERS;
                }
                case "assignSplits" ->
                    ((SplitsAssignment<ShardSplit>) arguments[0])
                        .assignment()
                        .forEach((reader, splits) -> splits.forEach(s -> assign(s, reader)));
                case "signalNoMoreSplits" ->
                    assertThat(noMore.add((Integer) arguments[0])).as("told once").isTrue();
                default -> throw new UnsupportedOperationException(method.getName());
              }
              return null;
            });
  }

  private void assign(ShardSplit split, int reader) {
    Set<String> behind = new HashSet<>();
    completed.ended.forEach(behind::addAll);
    assertThat(behind)
        .as("%s is given out after what a completed checkpoint holds as read", split.splitId())
        .containsAll(split.after());
    owners.put(split.splitId(), reader);
    assignedSince.put(split.splitId(), checkpoints);
    Runnable arrival = () -> assigned.get(reader).add(split.splitId());
    if (pending != null && !pending.hasReaders()) {
      heldBack.add(arrival);
    } else {
      arrival.run();
    }
  }

  private GateState<ShardSplit> copy(GateState<ShardSplit> state) throws Exception {
    return serializer.deserialize(serializer.getVersion(), serializer.serialize(state));
  }

  private static List<Set<String>> sets() {
    List<Set<String>> sets = new ArrayList<>();
    for (int reader = 0; reader < READERS; reader++) {
      sets.add(new HashSet<>());
    }
    return sets;
  }

  private static List<Set<String>> copy(List<Set<String>> sets) {
    List<Set<String>> copy = new ArrayList<>();
    sets.forEach(set -> copy.add(new HashSet<>(set)));
    return copy;
  }

  private final class Checkpoint {

    private final long id;
    private final GateState<ShardSplit> state;
    private List<Set<String>> assigned;
    private List<Set<String>> ended;

    Checkpoint(long id, GateState<ShardSplit> state) {
      this.id = id;
      this.state = state;
    }

    boolean hasReaders() {
      return assigned != null;
    }

    void takeReaders() {
      assigned = copy(Simulation.this.assigned);
      ended = copy(Simulation.this.ended);
    }
  }
}
