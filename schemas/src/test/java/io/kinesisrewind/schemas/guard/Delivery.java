package io.kinesisrewind.schemas.guard;

import io.kinesisrewind.schemas.Position;

/**
 * Something a consumer is handed.
 *
 * <p>{@link #write} is what the tests go by, instead of positions and annotations: the place, in
 * the stream's log of the key, of the write that this stands for. So the state to end in is the
 * value of the highest write that a consumer has been handed.
 */
final class Delivery {

  final String what;
  final int write;
  final String value;
  final Position position;
  final Arrival arrival;

  Delivery(String what, int write, String value, Position position, Arrival arrival) {
    this.what = what;
    this.write = write;
    this.value = value;
    this.position = position;
    this.arrival = arrival;
  }

  /** Whether it is a write of its own, rather than standing for an earlier one. */
  boolean isWrite() {
    return position.sequenceNumber().equals(Integer.toString(write));
  }

  @Override
  public String toString() {
    return what;
  }
}
