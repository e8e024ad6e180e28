package io.kinesisrewind.cli;

import java.nio.ByteBuffer;

/**
 * A record as producers and consumers see it. Two are equal if key and bytes are.
 *
 * @param data read-only, from its position to its limit
 */
record SourceRecord(String partitionKey, ByteBuffer data) {

  static SourceRecord of(String partitionKey, byte[] data) {
    return new SourceRecord(partitionKey, ByteBuffer.wrap(data).asReadOnlyBuffer());
  }

  int size() {
    return data.remaining();
  }

  byte[] bytes() {
    byte[] bytes = new byte[data.remaining()];
    data.duplicate().get(bytes);
    return bytes;
  }
}
