package io.kinesisrewind.replay.source.stream.plan;

import io.kinesisrewind.replay.source.stream.split.ShardEnd;
import io.kinesisrewind.replay.source.stream.split.ShardSplit;
import java.util.ArrayList;
import java.util.List;

/** What a replay will read of a stream. */
public final class StreamPlan {

  private final String streamName;
  private final ShardEnd end;
  private final List<ShardSplit> shards;
  private final List<String> remarks;

  /**
   * @param end of each shard
   * @param remarks on what is not there any more
   */
  StreamPlan(String streamName, ShardEnd end, List<ShardSplit> shards, List<String> remarks) {
    this.streamName = streamName;
    this.end = end;
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

  /** Whether it ends in the future: what it will hold is still to come. */
  public boolean isLive() {
    return end.quietFrom().isAfter(end.before());
  }

  /** Whether some shards have to wait for others, or those that come out of them will have to. */
  public boolean hasLineage() {
    return end.descends() || shards.stream().anyMatch(shard -> !shard.after().isEmpty());
  }

  /** What a dry run prints, line by line. */
  public List<String> describe() {
    List<String> lines = new ArrayList<>();
    lines.add("stream    " + streamName);
    lines.add("arrival   before " + end.before());
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
    lines.add(
        isLive()
            ? live()
            : "Kinesis does not say how many records that is; it is known when they are read.");
    return lines;
  }

  private String live() {
    return "A live section, of a size that nobody knows yet: the replay waits for what is still to"
        + " come, until "
        + end.quietFrom()
        + " at least, by Kinesis' clock"
        + (end.descends()
            ? ", also in shards that come out of these."
            : "; shards that come out of these by splits and merges are not read.");
  }
}
