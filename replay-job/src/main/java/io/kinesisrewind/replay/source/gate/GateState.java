package io.kinesisrewind.replay.source.gate;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** What a {@link GatedEnumerator} keeps in checkpoints. */
public final class GateState<S extends GatedSplit> {

  private final List<S> waiting;
  private final Set<String> ended;

  /**
   * @param waiting not given out yet, in the order of the plan
   * @param ended ids of those read to their end
   */
  GateState(Collection<S> waiting, Collection<String> ended) {
    this.waiting = Collections.unmodifiableList(new ArrayList<>(waiting));
    this.ended = Collections.unmodifiableSet(new TreeSet<>(ended));
  }

  /** Before anything is read. */
  public static <S extends GatedSplit> GateState<S> of(Collection<S> splits) {
    return new GateState<>(splits, Set.of());
  }

  public List<S> waiting() {
    return waiting;
  }

  public Set<String> ended() {
    return ended;
  }
}
