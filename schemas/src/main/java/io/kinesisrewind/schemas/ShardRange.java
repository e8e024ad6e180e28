package io.kinesisrewind.schemas;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;

/** The records of one shard in one file: from which to which position and arrival, and how many. */
public final class ShardRange {

  private final Position lowest;
  private final Position highest;
  private final Instant firstArrival;
  private final Instant lastArrival;
  private final long records;

  public ShardRange(
      Position lowest, Position highest, Instant firstArrival, Instant lastArrival, long records) {
    this.lowest = lowest;
    this.highest = highest;
    this.firstArrival = firstArrival;
    this.lastArrival = lastArrival;
    this.records = records;
  }

  /** Of one record. */
  public static ShardRange of(ArchivedRecord record) {
    Position position = Position.of(record);
    Instant arrival = record.getApproximateArrivalTimestamp();
    return new ShardRange(position, position, arrival, arrival, 1);
  }

  /** The range that spans both. */
  public ShardRange union(ShardRange other) {
    return new ShardRange(
        lowest.compareTo(other.lowest) <= 0 ? lowest : other.lowest,
        highest.compareTo(other.highest) >= 0 ? highest : other.highest,
        firstArrival.isBefore(other.firstArrival) ? firstArrival : other.firstArrival,
        lastArrival.isAfter(other.lastArrival) ? lastArrival : other.lastArrival,
        records + other.records);
  }

  public Position lowest() {
    return lowest;
  }

  public Position highest() {
    return highest;
  }

  public Instant firstArrival() {
    return firstArrival;
  }

  public Instant lastArrival() {
    return lastArrival;
  }

  public long records() {
    return records;
  }

  ObjectNode toJson(ObjectNode node) {
    return node.put("lowest", lowest.toString())
        .put("highest", highest.toString())
        .put("first_arrival", firstArrival.toEpochMilli())
        .put("last_arrival", lastArrival.toEpochMilli())
        .put("records", records);
  }

  static ShardRange fromJson(JsonNode node) {
    return new ShardRange(
        position(node.path("lowest").asText()),
        position(node.path("highest").asText()),
        Instant.ofEpochMilli(node.path("first_arrival").asLong()),
        Instant.ofEpochMilli(node.path("last_arrival").asLong()),
        node.path("records").asLong());
  }

  private static Position position(String text) {
    int slash = text.indexOf('/');
    if (slash < 0) {
      throw new IllegalArgumentException("Not a position (sequence/sub-sequence): '" + text + "'");
    }
    return Position.of(text.substring(0, slash), Long.parseLong(text.substring(slash + 1)));
  }

  @Override
  public boolean equals(Object other) {
    if (!(other instanceof ShardRange)) {
      return false;
    }
    ShardRange that = (ShardRange) other;
    return lowest.equals(that.lowest)
        && highest.equals(that.highest)
        && firstArrival.equals(that.firstArrival)
        && lastArrival.equals(that.lastArrival)
        && records == that.records;
  }

  @Override
  public int hashCode() {
    return java.util.Objects.hash(lowest, highest, firstArrival, lastArrival, records);
  }

  @Override
  public String toString() {
    return lowest + " to " + highest + ", " + records + " records";
  }
}
