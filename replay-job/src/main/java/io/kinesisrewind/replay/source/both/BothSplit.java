package io.kinesisrewind.replay.source.both;

import io.kinesisrewind.replay.source.archive.split.LaneSplit;
import io.kinesisrewind.replay.source.gate.GatedSplit;
import io.kinesisrewind.replay.source.stream.split.ShardSplit;
import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/** A lane of the archive, up to the cuts; or a shard of the stream, from its cut on. */
final class BothSplit implements GatedSplit {

  private final String id;
  private final LaneSplit lane;
  private final Map<String, String> cuts;
  private final ShardSplit shard;

  private BothSplit(String id, LaneSplit lane, Map<String, String> cuts, ShardSplit shard) {
    this.id = id;
    this.lane = lane;
    this.cuts = Collections.unmodifiableMap(new TreeMap<>(cuts));
    this.shard = shard;
  }

  /**
   * @param cuts by shard id the sequence number, exclusive, up to which the archive is read
   */
  static BothSplit of(LaneSplit lane, Map<String, String> cuts) {
    return new BothSplit(lane.splitId(), lane, cuts, null);
  }

  static BothSplit of(ShardSplit shard) {
    return new BothSplit(shard.splitId(), null, Map.of(), shard);
  }

  /** A lane that has been read to its end. */
  static BothSplit ended(String laneId) {
    return new BothSplit(laneId, null, Map.of(), null);
  }

  @Override
  public String splitId() {
    return id;
  }

  @Override
  public Set<String> after() {
    return shard == null ? Set.of() : shard.after();
  }

  @Override
  public boolean isEnded() {
    return shard == null ? lane == null : shard.isEnded();
  }

  /** Empty of a shard, and of a lane that has ended. */
  Optional<LaneSplit> lane() {
    return Optional.ofNullable(lane);
  }

  Map<String, String> cuts() {
    return cuts;
  }

  /** Empty of a lane. */
  Optional<ShardSplit> shard() {
    return Optional.ofNullable(shard);
  }

  @Override
  public String toString() {
    return shard != null ? shard.toString() : lane == null ? id + ", ended" : lane.toString();
  }
}
