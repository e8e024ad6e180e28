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
  private final Set<String> given;

  /**
   * @param waiting not given out yet, in the order of the plan
   * @param ended ids of those read to their end
   * @param given ids of those given out, of which only their end tells what comes after them
   */
  GateState(Collection<S> waiting, Collection<String> ended, Collection<String> given) {
    this.waiting = Collections.unmodifiableList(new ArrayList<>(waiting));
    this.ended = Collections.unmodifiableSet(new TreeSet<>(ended));
    this.given = Collections.unmodifiableSet(new TreeSet<>(given));
  }

  /** Before anything is read. */
  public static <S extends GatedSplit> GateState<S> of(Collection<S> splits) {
    return new GateState<>(splits, Set.of(), Set.of());
  }

  public List<S> waiting() {
    return waiting;
  }

  public Set<String> ended() {
    return ended;
  }

  public Set<String> given() {
    return given;
  }
}
