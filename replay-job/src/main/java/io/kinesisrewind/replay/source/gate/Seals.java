package io.kinesisrewind.replay.source.gate;

import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Iterator;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** Which splits have ended, and of which of them a completed checkpoint knows it. */
final class Seals {

  private final Map<String, Ended> ended = new HashMap<>();
  private final Set<String> sealed;

  /**
   * @param sealed known to a completed checkpoint
   */
  Seals(Collection<String> sealed) {
    this.sealed = new HashSet<>(sealed);
  }

  /**
   * @param subtask whose word it is
   */
  void ended(String id, int subtask) {
    if (!sealed.contains(id)) {
      ended.put(id, new Ended(subtask));
    }
  }

  /** A subtask goes back to the last checkpoint; it will give its words again. */
  void takeBack(int subtask) {
    ended.values().removeIf(end -> end.subtask == subtask);
  }

  /**
   * @return ids of all that have ended, which the checkpoint seals if it completes
   */
  Set<String> snapshot(long checkpointId) {
    ended
        .values()
        .forEach(end -> end.firstCheckpoint = Math.min(end.firstCheckpoint, checkpointId));
    Set<String> all = new TreeSet<>(sealed);
    all.addAll(ended.keySet());
    return all;
  }

  void complete(long checkpointId) {
    Iterator<Map.Entry<String, Ended>> ends = ended.entrySet().iterator();
    while (ends.hasNext()) {
      Map.Entry<String, Ended> end = ends.next();
      if (end.getValue().firstCheckpoint <= checkpointId) {
        sealed.add(end.getKey());
        ends.remove();
      }
    }
  }

  boolean isEnded(String id) {
    return ended.containsKey(id) || isSealed(id);
  }

  boolean isSealed(String id) {
    return sealed.contains(id);
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
