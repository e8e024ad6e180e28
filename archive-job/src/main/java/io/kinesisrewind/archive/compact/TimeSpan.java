package io.kinesisrewind.archive.compact;

import io.kinesisrewind.schemas.FileSummary;

/** From one time of arrival, inclusive, to another, exclusive, in epoch milliseconds. */
final class TimeSpan {

  private final long from;
  private final long to;

  TimeSpan(long from, long to) {
    this.from = from;
    this.to = to;
  }

  long from() {
    return from;
  }

  long to() {
    return to;
  }

  boolean overlaps(FileSummary file) {
    return file.firstArrival().toEpochMilli() < to && file.lastArrival().toEpochMilli() >= from;
  }

  boolean covers(FileSummary file) {
    return file.firstArrival().toEpochMilli() >= from && file.lastArrival().toEpochMilli() < to;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof TimeSpan
        && from == ((TimeSpan) other).from
        && to == ((TimeSpan) other).to;
  }

  @Override
  public int hashCode() {
    return Long.hashCode(from) * 31 + Long.hashCode(to);
  }

  @Override
  public String toString() {
    return "[" + from + ", " + to + ")";
  }
}
