package io.kinesisrewind.replay.pace;

/**
 * Gives all subtasks their shares, in the order in which they ask, small slice by small slice: who
 * has much to send asks again and again, who has nothing does not ask. Belongs to one thread.
 */
final class GlobalPace {

  /** A slice is what the limit allows in this part of a second. */
  private static final double SLICES = 10;

  private static final double NANOS = 1e6;

  private final PaceLimits limits;
  private final Reservations records = new Reservations();
  private final Reservations bytes = new Reservations();
  private final ReplayClock clock;
  private int openShards;

  /**
   * @param openShards of the target, until a subtask knows better
   */
  GlobalPace(PaceLimits limits, int openShards) {
    this.limits = limits;
    this.openShards = openShards;
    this.clock = new ReplayClock(limits.speed(), limits.longestGap());
  }

  /**
   * @param now nanoseconds
   */
  PaceGrant ask(PaceRequest request, long now) {
    if (request.openShards() > 0) {
      openShards = request.openShards();
    }
    double recordRate = limits.recordsPerSecond(openShards);
    double byteRate = limits.bytesPerSecond(openShards);
    long free = now;
    if (request.records() > 0) {
      free =
          Math.max(
              records.reserve(request.records(), recordRate, now),
              bytes.reserve(request.bytes(), byteRate, now));
    }
    return new PaceGrant(
        (long) Math.ceil((free - now) / NANOS),
        limits.hasSpeed()
            ? clock.tell(request.subtask(), request.subtasks(), request.headTime(), now)
            : Long.MAX_VALUE,
        recordRate,
        (int) Math.max(1, recordRate / SLICES),
        (long) Math.max(1, byteRate / SLICES));
  }
}
