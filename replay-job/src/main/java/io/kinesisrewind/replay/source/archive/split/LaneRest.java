package io.kinesisrewind.replay.source.archive.split;

import io.kinesisrewind.schemas.Position;
import java.util.Collections;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;

/**
 * What comes after the blocks of a lane that are known: where the next ones are written down, and
 * how far down, in each shard, any of those to come reaches.
 */
public final class LaneRest {

  /** Nothing comes. */
  public static final LaneRest NONE = new LaneRest("", Map.of());

  private final String path;
  private final Map<String, Position> floors;

  /**
   * @param path of the next {@link LaneSegment}, with its scheme; empty where there is none
   * @param floors by shard id, the lowest position in all blocks to come
   */
  LaneRest(String path, Map<String, Position> floors) {
    this.path = path;
    this.floors = Collections.unmodifiableMap(new TreeMap<>(floors));
  }

  public boolean isNone() {
    return path.isEmpty();
  }

  public String path() {
    return path;
  }

  public Map<String, Position> floors() {
    return floors;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof LaneRest
        && path.equals(((LaneRest) other).path)
        && floors.equals(((LaneRest) other).floors);
  }

  @Override
  public int hashCode() {
    return Objects.hash(path, floors);
  }

  @Override
  public String toString() {
    return isNone() ? "nothing" : path;
  }
}
