package io.kinesisrewind.replay.source.stream.split;

import io.kinesisrewind.replay.source.gate.GatedSplit;
import io.kinesisrewind.schemas.Position;
import java.util.Collections;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;

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

  ShardSplit(
      String shardId,
      Set<String> after,
      ShardStart start,
      ShardEnd end,
      Position reached,
      long given,
      boolean ended) {
    this.shardId = shardId;
    this.after = Collections.unmodifiableSortedSet(new TreeSet<>(after));
    this.start = start;
    this.end = end;
    this.reached = reached;
    this.given = given;
    this.ended = ended;
  }

  /**
   * A shard before its first record.
   *
   * @param after ids of the splits to be read before, its parents for instance
   */
  public static ShardSplit of(String shardId, Set<String> after, ShardStart start, ShardEnd end) {
    return new ShardSplit(shardId, after, start, end, null, 0, false);
  }

  /** Not before these splits, too, have been read. */
  public ShardSplit andAfter(Set<String> more) {
    Set<String> all = new TreeSet<>(after);
    all.addAll(more);
    return new ShardSplit(shardId, all, start, end, reached, given, ended);
  }

  /** From here on. */
  ShardSplit reached(Position position, long given) {
    return new ShardSplit(shardId, after, start, end, position, given, ended);
  }

  /** With nothing left. */
  public ShardSplit asEnded() {
    return new ShardSplit(shardId, after, start, end, reached, given, true);
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
