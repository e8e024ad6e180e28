package io.kinesisrewind.replay.source.stream.split;

import io.kinesisrewind.replay.source.gate.GatedSplit;
import io.kinesisrewind.schemas.Position;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * One shard's section, and how far it has been emitted. Self-contained: a restart plans nothing.
 */
public final class ShardSplit implements GatedSplit {

  private final String shardId;
  private final SortedSet<String> after;
  private final ShardStart start;
  private final ShardEnd end;
  private final Position reached;
  private final long given;
  private final boolean ended;
  private final SortedMap<String, Set<String>> children;

  ShardSplit(
      String shardId,
      Set<String> after,
      ShardStart start,
      ShardEnd end,
      Position reached,
      long given,
      boolean ended,
      Map<String, Set<String>> children) {
    this.shardId = shardId;
    this.after = Collections.unmodifiableSortedSet(new TreeSet<>(after));
    this.start = start;
    this.end = end;
    this.reached = reached;
    this.given = given;
    this.ended = ended;
    this.children = Collections.unmodifiableSortedMap(new TreeMap<>(children));
  }

  /**
   * A shard before its first record.
   *
   * @param after ids of the splits to be read before, its parents for instance
   */
  public static ShardSplit of(String shardId, Set<String> after, ShardStart start, ShardEnd end) {
    return new ShardSplit(shardId, after, start, end, null, 0, false, Map.of());
  }

  /** Not before these splits, too, have been read. */
  public ShardSplit andAfter(Set<String> more) {
    Set<String> all = new TreeSet<>(after);
    all.addAll(more);
    return new ShardSplit(shardId, all, start, end, reached, given, ended, children);
  }

  /** From here on. */
  ShardSplit reached(Position position, long given) {
    return new ShardSplit(shardId, after, start, end, position, given, ended, children);
  }

  /** With nothing left. */
  public ShardSplit asEnded() {
    return asEnded(Map.of());
  }

  /**
   * The same.
   *
   * @param children ids of the shards that came out of this one, each with those of its parents
   */
  public ShardSplit asEnded(Map<String, Set<String>> children) {
    return new ShardSplit(shardId, after, start, end, reached, given, true, children);
  }

  /** The shard's id. */
  @Override
  public String splitId() {
    return shardId;
  }

  @Override
  public SortedSet<String> after() {
    return after;
  }

  @Override
  public boolean isEnded() {
    return ended;
  }

  @Override
  public boolean mayBeFollowed() {
    return end.descends();
  }

  /**
   * The shards that came out of it, each from its beginning: it has nothing from before this one's
   * end. Two that are merged tell of the same one.
   */
  public List<ShardSplit> followedBy() {
    return children.entrySet().stream()
        .map(child -> of(child.getKey(), child.getValue(), ShardStart.trimHorizon(), end))
        .collect(Collectors.toList());
  }

  /** By id, with the ids of their parents; empty before the end. */
  SortedMap<String, Set<String>> children() {
    return children;
  }

  public ShardStart start() {
    return start;
  }

  public ShardEnd end() {
    return end;
  }

  /** The last record emitted. */
  public Optional<Position> reached() {
    return Optional.ofNullable(reached);
  }

  /** How many records have been emitted. */
  public long given() {
    return given;
  }

  @Override
  public String toString() {
    return shardId + " from " + (reached == null ? start : "after " + reached);
  }
}
