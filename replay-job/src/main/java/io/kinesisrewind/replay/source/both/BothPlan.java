package io.kinesisrewind.replay.source.both;

import io.kinesisrewind.replay.plan.ArchivePlan;
import io.kinesisrewind.replay.source.archive.split.LaneSplit;
import io.kinesisrewind.replay.source.stream.plan.StreamPlan;
import io.kinesisrewind.replay.source.stream.split.ShardSplit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** What a replay will read of an archive, and then of the stream. */
final class BothPlan {

  private final ArchivePlan archive;
  private final List<LaneSplit> lanes;
  private final StreamPlan stream;
  private final Map<String, String> cuts;

  /**
   * @param lanes of the archive's part
   * @param cuts by shard id the sequence number, exclusive, up to which the archive is read
   */
  BothPlan(
      ArchivePlan archive, List<LaneSplit> lanes, StreamPlan stream, Map<String, String> cuts) {
    this.archive = archive;
    this.lanes = lanes;
    this.stream = stream;
    this.cuts = Map.copyOf(cuts);
  }

  /** The lanes first, then the shards, none of which is read before all of the lanes are. */
  List<BothSplit> splits() {
    List<BothSplit> splits = new ArrayList<>();
    for (LaneSplit lane : lanes) {
      splits.add(BothSplit.of(lane, cuts));
    }
    Set<String> laneIds = splits.stream().map(BothSplit::splitId).collect(Collectors.toSet());
    for (ShardSplit shard : stream.shards()) {
      splits.add(BothSplit.of(shard.andAfter(laneIds)));
    }
    return splits;
  }

  /** Of the archive's files, and of the shards. */
  int maxParallelism() {
    return Math.max(1, Math.max(lanes.size(), stream.shards().size()));
  }

  List<String> describe() {
    List<String> lines = new ArrayList<>(archive.describe());
    lines.add("lanes     " + lanes.size());
    lines.add("then");
    lines.addAll(stream.describe());
    return lines;
  }
}
