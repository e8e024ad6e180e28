package io.kinesisrewind.replay.source.stream.plan;

import io.kinesisrewind.replay.plan.Selection;
import io.kinesisrewind.replay.source.stream.kinesis.KinesisStream;
import io.kinesisrewind.replay.source.stream.split.ShardEnd;
import io.kinesisrewind.replay.source.stream.split.ShardSplit;
import io.kinesisrewind.replay.source.stream.split.ShardStart;
import io.kinesisrewind.runtime.Problems;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import software.amazon.awssdk.services.kinesis.model.InvalidArgumentException;
import software.amazon.awssdk.services.kinesis.model.ResourceNotFoundException;
import software.amazon.awssdk.services.kinesis.model.Shard;
import software.amazon.awssdk.services.kinesis.model.StreamDescriptionSummary;

/** Finds out what to read of a stream, and where that ends, before anything is read. */
public final class StreamPlanner {

  /** As fine as Kinesis tells its time: what arrived in this second is still to be read. */
  private static final Duration TICK = Duration.ofSeconds(1);

  /** For records that arrived in time to be seen, and for clocks that differ. */
  private static final Duration GRACE = Duration.ofSeconds(10);

  private final KinesisStream stream;
  private final Selection selection;
  private final StreamBounds bounds;
  private final List<String> remarks = new ArrayList<>();

  /** Says from where each shard is read; one that is not among them is not. */
  public interface Starts {

    /**
     * @param chosen in the order of their ids
     * @param lineage of all shards
     */
    Map<String, ShardStart> of(List<Shard> chosen, Lineage lineage) throws IOException;
  }

  private StreamPlanner(KinesisStream stream, Selection selection, StreamBounds bounds) {
    this.stream = stream;
    this.selection = selection;
    this.bounds = bounds;
  }

  /**
   * The end is fixed here, by Kinesis' own clock, so that a restart ends where the start would
   * have: where the selection's lies in the future, there; else at the stream's end as it is.
   *
   * @throws io.kinesisrewind.runtime.UsageException where a shard or a record that is asked for is
   *     not there
   */
  public static StreamPlan plan(KinesisStream stream, Selection selection, StreamBounds bounds)
      throws IOException {
    StreamPlanner planner = new StreamPlanner(stream, selection, bounds);
    return planner.plan((chosen, lineage) -> planner.sameForAll(chosen));
  }

  /** As the stream is now, with places of its own for the shards to start at. */
  public static StreamPlan plan(KinesisStream stream, Selection selection, Starts starts)
      throws IOException {
    return new StreamPlanner(stream, selection, StreamBounds.AS_IT_IS).plan(starts);
  }

  private StreamPlan plan(Starts starts) throws IOException {
    Instant now = stream.time().plus(TICK);
    ShardEnd end = end(now);
    remarkOnRetention(now);
    List<Shard> all = stream.shards();
    Lineage lineage = new Lineage(all);
    Map<String, ShardStart> read = new TreeMap<>(starts.of(chosen(all), lineage));
    List<ShardSplit> splits =
        read.keySet().stream()
            .map(
                id -> ShardSplit.of(id, lineage.chosenBefore(id, read.keySet()), read.get(id), end))
            .collect(Collectors.toList());
    return new StreamPlan(selection.streamName(), end, splits, remarks);
  }

  private ShardEnd end(Instant now) {
    Instant before = selection.to().filter(to -> bounds.mayWait() || to.isBefore(now)).orElse(now);
    ShardEnd end =
        new ShardEnd(before, selection.toSequence().orElse(null), bounds.recordsPerShard());
    if (!before.isAfter(now)) {
      return end;
    }
    ShardEnd later = end.quietFrom(before.plus(GRACE));
    return selection.shards().isEmpty() ? later.andOfDescendants() : later;
  }

  private List<Shard> chosen(List<Shard> all) {
    Map<String, Shard> byId = new TreeMap<>();
    all.forEach(shard -> byId.put(shard.shardId(), shard));
    checkShards(byId.keySet());
    if (!selection.shards().isEmpty()) {
      byId.keySet().retainAll(selection.shards());
    }
    return new ArrayList<>(byId.values());
  }

  private void checkShards(Set<String> ids) {
    Problems problems = new Problems();
    for (String shard : selection.shards()) {
      problems.require(
          ids.contains(shard),
          "--shard",
          shard,
          "is not a shard of " + selection.streamName() + ", which has " + some(ids));
    }
    problems.throwIfAny();
  }

  private Map<String, ShardStart> sameForAll(List<Shard> chosen) throws IOException {
    ShardStart start = start(chosen);
    return chosen.stream().collect(Collectors.toMap(Shard::shardId, shard -> start));
  }

  private ShardStart start(List<Shard> chosen) throws IOException {
    Optional<String> at = bounds.atSequence();
    Optional<String> sequence = at.isPresent() ? at : selection.afterSequence();
    if (sequence.isPresent()) {
      checkThere(
          chosen.get(0).shardId(),
          at.isPresent() ? "--at-sequence" : "--after-sequence",
          sequence.get());
      return at.map(ShardStart::atSequence)
          .orElseGet(() -> ShardStart.afterSequence(sequence.get()));
    }
    return selection.from().map(ShardStart::at).orElseGet(ShardStart::trimHorizon);
  }

  private void checkThere(String shardId, String option, String sequence) throws IOException {
    String oldest;
    try {
      oldest = FirstRecord.find(stream, shardId, ShardStart.atSequence(sequence)).orElse("none");
    } catch (InvalidArgumentException | ResourceNotFoundException e) {
      oldest = "another";
    }
    Problems problems = new Problems();
    problems.require(
        oldest.equals(sequence),
        option,
        sequence,
        shardId
            + " does not have this record; the first one from there on is "
            + oldest
            + ": it has been dropped after the stream's retention, or is another shard's; take what"
            + " there is with --from trim-horizon, or the archive with --source archive");
    problems.throwIfAny();
  }

  private void remarkOnRetention(Instant now) {
    StreamDescriptionSummary summary = stream.summary();
    Instant horizon = now.minus(Duration.ofHours(summary.retentionPeriodHours()));
    boolean isOlder = summary.streamCreationTimestamp().isBefore(horizon);
    if (isOlder && selection.from().filter(from -> from.isBefore(horizon)).isPresent()) {
      remarks.add(
          "--from "
              + selection.from().get()
              + " lies before what the stream still has: it keeps "
              + summary.retentionPeriodHours()
              + " hours, since "
              + horizon
              + ". What is older is in the archive alone, if there is one.");
    }
  }

  private static String some(Set<String> ids) {
    int shown = 10;
    return ids.stream().limit(shown).collect(Collectors.joining(", "))
        + (ids.size() > shown ? " and " + (ids.size() - shown) + " more" : "");
  }
}
