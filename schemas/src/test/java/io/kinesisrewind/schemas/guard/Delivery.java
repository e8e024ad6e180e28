package io.kinesisrewind.schemas.guard;

import io.kinesisrewind.schemas.ArchivedRecord;
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
  final ArchivedRecord record;
  final Arrival arrival;

  /**
   * @param value of the original
   * @param record as it stands in the stream that the consumer reads it from
   */
  Delivery(String what, int write, String value, ArchivedRecord record) {
    this.what = what;
    this.write = write;
    this.value = value;
    this.record = record;
    this.arrival =
        Arrival.of(
            record.getStreamName(), record.getShardId(), position(), record.getData().array());
  }

  /** Where the consumer reads it. */
  Position position() {
    return Position.of(record);
  }

  @Override
  public String toString() {
    return what;
  }
}
