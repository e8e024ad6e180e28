package io.kinesisrewind.replay.delivery.lambda;

import io.kinesisrewind.schemas.ArchivedRecord;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.flink.util.MathUtils;

/**
 * Deals records out to lanes. A key belongs to the lane that holds unsettled records of it: where
 * it goes on in another shard, after a split or a merge, its next record is held back until those
 * in the shard before are settled. Belongs to the dispatcher's thread.
 */
final class Lanes {

  private final int factor;
  private final Map<String, Lane> lanes = new HashMap<>();
  private final Map<String, KeyInFlight> keys = new HashMap<>();
  private final Set<Submission> unsettled = new LinkedHashSet<>();

  /**
   * @param factor lanes of a shard
   */
  Lanes(int factor) {
    this.factor = factor;
  }

  /**
   * @return the lanes that have got something
   */
  Collection<Lane> add(Submission submission) {
    unsettled.add(submission);
    KeyInFlight key =
        keys.computeIfAbsent(submission.record().getPartitionKey(), any -> new KeyInFlight());
    key.heldBack.add(submission);
    return release(key);
  }

  /**
   * @return the lanes that have got something by it
   */
  Collection<Lane> settled(Submission submission) {
    unsettled.remove(submission);
    String name = submission.record().getPartitionKey();
    KeyInFlight key = keys.get(name);
    key.inLane--;
    if (key.inLane == 0 && key.heldBack.isEmpty()) {
      keys.remove(name);
      return List.of();
    }
    return release(key);
  }

  /** All there are, also those held back and on their way. */
  Collection<Submission> drain() {
    List<Submission> all = List.copyOf(unsettled);
    unsettled.clear();
    lanes.clear();
    keys.clear();
    return all;
  }

  private Collection<Lane> release(KeyInFlight key) {
    boolean released = false;
    while (!key.heldBack.isEmpty()) {
      Lane lane = lane(key.heldBack.peek().record());
      if (key.inLane > 0 && lane != key.lane) {
        break;
      }
      key.lane = lane;
      key.inLane++;
      lane.add(key.heldBack.poll());
      released = true;
    }
    return released ? List.of(key.lane) : List.of();
  }

  private Lane lane(ArchivedRecord record) {
    int slot = Math.floorMod(MathUtils.murmurHash(record.getPartitionKey().hashCode()), factor);
    return lanes.computeIfAbsent(
        record.getStreamName() + "/" + record.getShardId() + "/" + slot, any -> new Lane());
  }

  /** A key with unsettled records: so many in one lane, others held back. */
  private static final class KeyInFlight {
    private final Deque<Submission> heldBack = new ArrayDeque<>(1);
    private Lane lane;
    private int inLane;
  }
}
