package io.kinesisrewind.runtime.kpl;

import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/**
 * The wire format of Protocol Buffers, as far as an aggregate needs it: fields one after the other,
 * each a number (varint) or bytes. Any other kind can be skipped. What does not fit the format is
 * an {@link IllegalArgumentException} or a {@link BufferUnderflowException}.
 *
 * <p>Written out here because the two jobs' libraries bring protobuf in versions that exclude each
 * other, for the sake of three message types.
 *
 * @see <a href="https://protobuf.dev/programming-guides/encoding/">the encoding</a>
 */
final class ProtobufReader {

  private static final int VARINT = 0;
  private static final int FIXED_64 = 1;
  private static final int BYTES = 2;
  private static final int FIXED_32 = 5;
  private static final int TYPE_BITS = 3;
  private static final int VARINT_BITS = 7;
  private static final int LONG_BITS = 64;

  private final ByteBuffer in;
  private int type;

  ProtobufReader(ByteBuffer message) {
    this.in = message.slice().order(ByteOrder.LITTLE_ENDIAN);
  }

  boolean hasNext() {
    return in.hasRemaining();
  }

  /** The next field's number; its value is to be read, or skipped, before the next one. */
  int nextField() {
    long tag = varint();
    long field = tag >>> TYPE_BITS;
    require(field > 0 && field < 1 << 29);
    type = (int) (tag & 0b111);
    return (int) field;
  }

  /** An unsigned number. */
  long number() {
    require(type == VARINT);
    return varint();
  }

  ByteBuffer bytes() {
    require(type == BYTES);
    long length = varint();
    require(length >= 0 && length <= in.remaining());
    ByteBuffer bytes = in.slice();
    bytes.limit((int) length);
    in.position(in.position() + (int) length);
    return bytes;
  }

  String text() {
    return StandardCharsets.UTF_8.decode(bytes()).toString();
  }

  void skip() {
    switch (type) {
      case VARINT:
        varint();
        break;
      case FIXED_64:
        in.getLong();
        break;
      case BYTES:
        bytes();
        break;
      case FIXED_32:
        in.getInt();
        break;
      default:
        throw new IllegalArgumentException("Type " + type); // groups, which are no more
    }
  }

  private long varint() {
    long value = 0;
    for (int shift = 0; shift < LONG_BITS; shift += VARINT_BITS) {
      byte next = in.get();
      value |= (long) (next & 0x7F) << shift;
      if (next >= 0) {
        return value;
      }
    }
    throw new IllegalArgumentException("A number of more than 64 bits");
  }

  private static void require(boolean condition) {
    if (!condition) {
      throw new IllegalArgumentException("Not what the format allows");
    }
  }
}
