package io.kinesisrewind.replay.plan;

import io.kinesisrewind.schemas.ArchiveHour;
import io.kinesisrewind.schemas.ArchivedRecord;
import io.kinesisrewind.schemas.KeyBucket;
import io.kinesisrewind.schemas.Position;
import io.kinesisrewind.schemas.ShardRange;
import java.io.Serializable;
import java.time.Instant;
import java.util.Collection;
import java.util.Collections;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * Which records of one stream are replayed. Every bound that is not set lets everything through.
 * Immutable; a part of each split, so that a restart selects exactly what the start did.
 */
public final class Selection implements Serializable {

  private static final long serialVersionUID = 1L;

  private final String streamName;
  private final Instant from;
  private final Instant to;
  private final TreeSet<String> shards;
  private final String afterSequence;
  private final String toSequence;
  private final KeyChoice keys;
  private final SequenceRanges ranges;

  private Selection(
      String streamName,
      Instant from,
      Instant to,
      Collection<String> shards,
      String afterSequence,
      String toSequence,
      KeyChoice keys,
      SequenceRanges ranges) {
    this.streamName = streamName;
    this.from = from;
    this.to = to;
    this.shards = new TreeSet<>(shards);
    this.afterSequence = afterSequence;
    this.toSequence = toSequence;
    this.keys = keys;
    this.ranges = ranges;
  }

  /** Everything of a stream. */
  public static Selection of(String streamName) {
    return new Selection(
        streamName, null, null, Collections.emptySet(), null, null, KeyChoice.ALL, null);
  }

  /**
   * @param from first arrival, inclusive; null for the beginning
   * @param to last arrival, exclusive; null for the end
   */
  public Selection arrivedBetween(Instant from, Instant to) {
    return new Selection(streamName, from, to, shards, afterSequence, toSequence, keys, ranges);
  }

  /** Only these shards; all where there are none. */
  public Selection fromShards(Collection<String> shards) {
    return new Selection(streamName, from, to, shards, afterSequence, toSequence, keys, ranges);
  }

  /**
   * @param after sequence number, exclusive; null for the beginning
   * @param to sequence number, inclusive; null for the end
   */
  public Selection sequencedBetween(String after, String to) {
    return new Selection(streamName, from, this.to, shards, after, to, keys, ranges);
  }

  /** Only what is in one of these ranges, which say themselves from which shards, and when. */
  public Selection within(SequenceRanges ranges) {
    return new Selection(
        streamName, ranges.from(), ranges.to(), ranges.shards(), null, null, keys, ranges);
  }

  /** Only these partition keys; all where there are none. */
  public Selection withKeys(Collection<String> keys) {
    return withKeys(this.keys.withKeys(keys));
  }

  /** Only the partition keys chosen. */
  public Selection withKeys(KeyChoice keys) {
    return new Selection(streamName, from, to, shards, afterSequence, toSequence, keys, ranges);
  }

  public String streamName() {
    return streamName;
  }

  public Optional<Instant> from() {
    return Optional.ofNullable(from);
  }

  public Optional<Instant> to() {
    return Optional.ofNullable(to);
  }

  public SortedSet<String> shards() {
    return Collections.unmodifiableSortedSet(shards);
  }

  public Optional<String> afterSequence() {
    return Optional.ofNullable(afterSequence);
  }

  public Optional<String> toSequence() {
    return Optional.ofNullable(toSequence);
  }

  /** The partition keys that are named. */
  public SortedSet<String> keys() {
    return keys.keys();
  }

  public KeyChoice keyChoice() {
    return keys;
  }

  /** What a reader of one bucket's keys has to know of this; the ranges the select step does. */
  public Selection within(KeyBucket bucket) {
    return new Selection(
        streamName, from, to, shards, afterSequence, toSequence, keys.within(bucket), null);
  }

  public boolean matches(ArchivedRecord record) {
    Instant arrival = record.getApproximateArrivalTimestamp();
    return (from == null || !arrival.isBefore(from))
        && (to == null || arrival.isBefore(to))
        && (shards.isEmpty() || shards.contains(record.getShardId()))
        && keys.matches(record.getPartitionKey())
        && isAfter(record.getSequenceNumber())
        && isUpTo(record.getSequenceNumber())
        && (ranges == null || ranges.contains(record.getShardId(), record.getSequenceNumber()));
  }

  boolean mayHold(ArchiveHour hour) {
    return (from == null || hour.end().isAfter(from))
        && (to == null || hour.start().isBefore(to))
        && (ranges == null || ranges.mayHold(hour));
  }

  /** Whether a key of the bucket can be selected. */
  public boolean mayHold(KeyBucket bucket) {
    return keys.mayHold(bucket);
  }

  /** Whether a file can give rows of this shard. */
  boolean mayHold(String shardId, ShardRange range) {
    return (shards.isEmpty() || shards.contains(shardId))
        && (from == null || !range.lastArrival().isBefore(from))
        && (to == null || range.firstArrival().isBefore(to))
        && isAfter(range.highest().sequenceNumber())
        && isUpTo(range.lowest().sequenceNumber())
        && (ranges == null || ranges.mayHold(shardId, range));
  }

  /** Whether a reader is given every row of the range: the bounds cut nothing off it. */
  boolean readsAllOf(ShardRange range) {
    return keys.readsAll()
        && (from == null || !range.firstArrival().isBefore(from))
        && (to == null || range.lastArrival().isBefore(to));
  }

  private boolean isAfter(String sequenceNumber) {
    return afterSequence == null
        || Position.compareSequenceNumbers(sequenceNumber, afterSequence) > 0;
  }

  private boolean isUpTo(String sequenceNumber) {
    return toSequence == null || Position.compareSequenceNumbers(sequenceNumber, toSequence) <= 0;
  }
}
