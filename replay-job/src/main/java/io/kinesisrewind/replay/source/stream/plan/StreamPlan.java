package io.kinesisrewind.replay.source.stream.plan;

import io.kinesisrewind.replay.source.stream.split.ShardSplit;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** What a replay will read of a stream. */
public final class StreamPlan {

  private final String streamName;
  private final Instant before;
  private final List<ShardSplit> shards;
  private final List<String> remarks;

  /**
   * @param before arrival, exclusive, up to which is read
   * @param remarks on what is not there any more
   */
  StreamPlan(String streamName, Instant before, List<ShardSplit> shards, List<String> remarks) {
    this.streamName = streamName;
    this.before = before;
    this.shards = List.copyOf(shards);
    this.remarks = List.copyOf(remarks);
  }

  public String streamName() {
    return streamName;
  }

  /** In the order of their ids, which is that of their creation. */
  public List<ShardSplit> shards() {
    return shards;
  }

  /** Whether some shards have to wait for others. */
  public boolean hasLineage() {
    return shards.stream().anyMatch(shard -> !shard.after().isEmpty());
  }

  /** What a dry run prints, line by line. */
  public List<String> describe() {
    List<String> lines = new ArrayList<>();
    lines.add("stream    " + streamName);
    lines.add("arrival   before " + before);
    lines.add("shards    " + shards.size());
    for (ShardSplit shard : shards) {
      lines.add(
          "  "
              + shard.splitId()
              + "  from "
              + shard.start()
              + (shard.after().isEmpty() ? "" : ", once " + shard.after() + " is read"));
    }
    lines.addAll(remarks);
    lines.add("Kinesis does not say how many records that is; it is known when they are read.");
    return lines;
  }
}
