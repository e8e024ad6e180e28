package io.kinesisrewind.replay.delivery.lambda;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;

/** An event that grows by a record at a time, as far as Lambda takes it. */
final class Event {

  /** Of a synchronous invocation (Lambda quotas): the whole event. */
  static final int MAX_BYTES = 6 << 20;

  private static final byte[] HEAD = "{\"Records\":[".getBytes(StandardCharsets.US_ASCII);
  private static final byte[] TAIL = "]}".getBytes(StandardCharsets.US_ASCII);

  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
  private int records;

  Event() {
    bytes.writeBytes(HEAD);
  }

  /**
   * Adds a record where there is room for it; the first one whether there is or not.
   *
   * @param record as {@link EventRecords} encodes it
   * @return whether it has been added
   */
  boolean add(byte[] record) {
    if (records > 0) {
      if ((long) bytes.size() + 1 + record.length + TAIL.length > MAX_BYTES) {
        return false;
      }
      bytes.write(',');
    }
    bytes.writeBytes(record);
    records++;
    return true;
  }

  /** Whether Lambda would not take it; only one of a single record can be so. */
  boolean isTooLarge() {
    return size() > MAX_BYTES;
  }

  /** Of one that is too large, the end of a sentence that begins with its record. */
  String refusal() {
    return "makes an event of " + size() + " bytes, and Lambda takes " + MAX_BYTES;
  }

  int size() {
    return bytes.size() + TAIL.length;
  }

  /** The JSON, UTF-8. */
  byte[] toBytes() {
    ByteArrayOutputStream event = new ByteArrayOutputStream(size());
    event.writeBytes(bytes.toByteArray());
    event.writeBytes(TAIL);
    return event.toByteArray();
  }
}
