package io.kinesisrewind.replay.source.stream.plan;

import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import software.amazon.awssdk.services.kinesis.model.Shard;

/** Which shards came out of which by splits and merges. */
public final class Lineage {

  private final Map<String, Shard> shards = new HashMap<>();

  public Lineage(Collection<Shard> all) {
    all.forEach(shard -> shards.put(shard.shardId(), shard));
  }

  /**
   * The nearest ancestors of a shard that are among the chosen. One that is chosen hides those
   * behind it, which come before it.
   */
  public Set<String> chosenBefore(String shardId, Set<String> chosen) {
    Set<String> before = new TreeSet<>();
    collect(shards.get(shardId), chosen, before);
    return before;
  }

  private void collect(Shard shard, Set<String> chosen, Set<String> before) {
    if (shard == null) {
      return; // so old that Kinesis has forgotten it
    }
    for (String parent : new String[] {shard.parentShardId(), shard.adjacentParentShardId()}) {
      if (parent == null) {
        continue;
      }
      if (chosen.contains(parent)) {
        before.add(parent);
      } else {
        collect(shards.get(parent), chosen, before);
      }
    }
  }
}
