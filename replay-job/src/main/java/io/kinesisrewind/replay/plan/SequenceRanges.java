package io.kinesisrewind.replay.plan;

import io.kinesisrewind.schemas.ArchiveHour;
import io.kinesisrewind.schemas.Position;
import io.kinesisrewind.schemas.ShardRange;
import java.io.Serializable;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Any number of ranges of sequence numbers, of any number of shards; they may overlap. Immutable.
 */
public final class SequenceRanges implements Serializable {

  private static final long serialVersionUID = 1L;

  @SuppressWarnings("unchecked")
  private static final Comparator<String> NUMERIC =
      (Comparator<String> & Serializable) Position::compareSequenceNumbers;

  private final ArrayList<SequenceRange> ranges;

  /** By shard: from the first to the last sequence number of what overlapping ranges make up. */
  private final HashMap<String, TreeMap<String, String>> merged = new HashMap<>();

  private SequenceRanges(Collection<SequenceRange> ranges) {
    this.ranges = new ArrayList<>(ranges);
    this.ranges.sort(Comparator.comparing(SequenceRange::first, NUMERIC));
    this.ranges.forEach(this::merge);
  }

  /**
   * @param ranges at least one
   */
  public static SequenceRanges of(Collection<SequenceRange> ranges) {
    if (ranges.isEmpty()) {
      throw new IllegalArgumentException("No ranges");
    }
    return new SequenceRanges(ranges);
  }

  public List<SequenceRange> ranges() {
    return Collections.unmodifiableList(ranges);
  }

  public Set<String> shards() {
    return new TreeSet<>(merged.keySet());
  }

  /** Before it, none of the records has arrived. */
  public Instant from() {
    return ranges.stream().map(SequenceRange::from).min(Instant::compareTo).orElseThrow();
  }

  /** From it on, none of the records has arrived. */
  public Instant to() {
    return ranges.stream().map(SequenceRange::to).max(Instant::compareTo).orElseThrow();
  }

  public boolean contains(String shardId, String sequenceNumber) {
    TreeMap<String, String> ofShard = merged.get(shardId);
    Map.Entry<String, String> below = ofShard == null ? null : ofShard.floorEntry(sequenceNumber);
    return below != null && NUMERIC.compare(sequenceNumber, below.getValue()) <= 0;
  }

  boolean mayHold(ArchiveHour hour) {
    return ranges.stream().anyMatch(range -> range.mayBeIn(hour));
  }

  boolean mayHold(String shardId, ShardRange rows) {
    return ranges.stream().anyMatch(range -> range.mayBeIn(shardId, rows));
  }

  /** In the order of their first sequence numbers. */
  private void merge(SequenceRange range) {
    TreeMap<String, String> ofShard =
        merged.computeIfAbsent(range.shardId(), shard -> new TreeMap<>(NUMERIC));
    Map.Entry<String, String> before = ofShard.floorEntry(range.first());
    if (before == null || NUMERIC.compare(range.first(), before.getValue()) > 0) {
      ofShard.put(range.first(), range.last());
    } else if (NUMERIC.compare(range.last(), before.getValue()) > 0) {
      ofShard.put(before.getKey(), range.last());
    }
  }
}
