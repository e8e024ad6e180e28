package io.kinesisrewind.replay.pace;

import java.util.HashMap;
import java.util.Map;

/**
 * The time that it is in the replay: starts with the earliest record, as soon as all subtasks have
 * told their first one or have had some time to, and goes on at the replay's speed. It never runs
 * ahead of the records: where they are held up, by an outage of the target say, it waits, and what
 * was lost is not made up for by a rush. Where none is due for longer than the longest gap, it
 * jumps.
 */
final class ReplayClock {

  /** Wall time, in milliseconds, by which the record furthest behind may be late. */
  static final long LATENESS = 1_000;

  /** Wall time, in milliseconds, for subtasks to find a first record; some may have none. */
  static final long SETTLING = 5_000;

  private static final double NANOS = 1e6;

  private final double speed;
  private final long longestGap;
  private final Map<Integer, Long> heads = new HashMap<>();
  private double time = Double.NaN;
  private long setAt;
  private long firstToldAt;
  private boolean started;

  /**
   * @param longestGap wall time, milliseconds
   */
  ReplayClock(double speed, long longestGap) {
    this.speed = speed;
    this.longestGap = longestGap;
  }

  /**
   * A subtask tells the first record that it holds.
   *
   * @param subtasks that there are
   * @param headTime or {@link PaceRequest#NOTHING_HELD}
   * @param now nanoseconds
   * @return the replay's time, epoch milliseconds; the least there is before the start
   */
  long tell(int subtask, int subtasks, long headTime, long now) {
    if (heads.isEmpty()) {
      firstToldAt = now;
    }
    if (headTime == PaceRequest.NOTHING_HELD) {
      heads.remove(subtask);
    } else {
      heads.put(subtask, headTime);
    }
    started = started || starts(subtasks, now);
    if (started && !heads.isEmpty()) {
      set(heads.values().stream().mapToDouble(Long::doubleValue).min().getAsDouble(), now);
    }
    return Double.isNaN(time) ? Long.MIN_VALUE : (long) Math.floor(at(now));
  }

  /** One that began with a late lane would let that one's records go before all others. */
  private boolean starts(int subtasks, long now) {
    return heads.size() == subtasks || now - firstToldAt >= SETTLING * NANOS;
  }

  private void set(double earliest, long now) {
    double reached = Double.isNaN(time) ? earliest : at(now);
    double jumped = Math.max(reached, earliest - longestGap * speed);
    time = Math.min(jumped, earliest + LATENESS * speed);
    setAt = now;
  }

  private double at(long now) {
    return time + (now - setAt) / NANOS * speed;
  }
}
