package io.kinesisrewind.runtime.kpl;

import java.math.BigInteger;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * Many user records in one: magic, an {@code AggregatedRecord} of protobuf, its MD5. Whatever is
 * not that, from the first byte to the last, is a plain record: a wrong checksum, an index that
 * points nowhere, a hash key that is none, an aggregate of no records. So nothing in a stream is
 * ever dropped, and everyone who reads a stream here sees the same records in it.
 *
 * @see <a
 *     href="https://github.com/awslabs/amazon-kinesis-producer/blob/master/aggregation-format.md">
 *     the aggregation format</a>
 */
public final class KplAggregate {

  private static final BigInteger HIGHEST_HASH_KEY =
      BigInteger.ONE.shiftLeft(128).subtract(BigInteger.ONE);
  private static final byte[] MAGIC = {(byte) 0xF3, (byte) 0x89, (byte) 0x9A, (byte) 0xC2};
  private static final int CHECKSUM_LENGTH = 16;

  private final List<String> keys = new ArrayList<>();
  private final List<String> hashKeys = new ArrayList<>();
  private final List<Entry> entries = new ArrayList<>();

  private KplAggregate(ByteBuffer message) {
    ProtobufReader in = new ProtobufReader(message);
    while (in.hasNext()) {
      switch (in.nextField()) {
        case 1:
          keys.add(in.text());
          break;
        case 2:
          hashKeys.add(in.text());
          break;
        case 3:
          entries.add(new Entry(in.bytes()));
          break;
        default:
          in.skip();
      }
    }
  }

  /** Whether it begins like an aggregate and is long enough; little is asked of most records. */
  public static boolean looksLikeOne(ByteBuffer data) {
    return data.remaining() > MAGIC.length + CHECKSUM_LENGTH
        && data.duplicate().limit(data.position() + MAGIC.length).equals(ByteBuffer.wrap(MAGIC));
  }

  /**
   * The user records, in the order of their sub-sequence numbers 0, 1, 2 and so on; empty where the
   * data is that of a plain record.
   *
   * @param data not changed
   */
  public static List<KplRecord> takeApart(ByteBuffer data) {
    if (!looksLikeOne(data)) {
      return Collections.emptyList();
    }
    ByteBuffer message = data.duplicate();
    message.position(data.position() + MAGIC.length).limit(data.limit() - CHECKSUM_LENGTH);
    ByteBuffer checksum = data.duplicate();
    checksum.position(data.limit() - CHECKSUM_LENGTH);
    if (!ByteBuffer.wrap(md5(message)).equals(checksum)) {
      return Collections.emptyList();
    }
    try {
      return new KplAggregate(message).records();
    } catch (IllegalArgumentException | BufferUnderflowException e) {
      return Collections.emptyList();
    }
  }

  private List<KplRecord> records() {
    List<KplRecord> records = new ArrayList<>(entries.size());
    for (Entry entry : entries) {
      String key = at(entry.key, keys);
      String hashKey = entry.hashKey == null ? null : hashKey(at(entry.hashKey, hashKeys));
      byte[] data = new byte[entry.data.remaining()];
      entry.data.get(data);
      records.add(new KplRecord(key, hashKey, data));
    }
    return records;
  }

  private static String at(Long index, List<String> table) {
    if (index == null || index < 0 || index >= table.size()) {
      throw new IllegalArgumentException("Nothing at " + index);
    }
    return table.get(index.intValue());
  }

  private static String hashKey(String text) {
    if (!text.matches("[0-9]{1,39}") || new BigInteger(text).compareTo(HIGHEST_HASH_KEY) > 0) {
      throw new IllegalArgumentException("Not a hash key");
    }
    return text;
  }

  private static byte[] md5(ByteBuffer message) {
    try {
      MessageDigest digest = MessageDigest.getInstance("MD5");
      digest.update(message.duplicate());
      return digest.digest();
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e); // every JDK has it
    }
  }

  /** One {@code Record}: indexes into the tables, and the data. */
  private static final class Entry {

    private Long key;
    private Long hashKey;
    private ByteBuffer data;

    Entry(ByteBuffer message) {
      ProtobufReader in = new ProtobufReader(message);
      while (in.hasNext()) {
        switch (in.nextField()) {
          case 1:
            key = in.number();
            break;
          case 2:
            hashKey = in.number();
            break;
          case 3:
            data = in.bytes();
            break;
          case 4:
            checkTag(in.bytes());
            break;
          default:
            in.skip();
        }
      }
      require(data);
    }

    /** Nobody uses tags; but one without its key is none, and the aggregate then a damaged one. */
    private static void checkTag(ByteBuffer message) {
      ProtobufReader in = new ProtobufReader(message);
      ByteBuffer name = null;
      while (in.hasNext()) {
        int field = in.nextField();
        if (field == 1) {
          name = in.bytes();
        } else if (field == 2) {
          in.bytes();
        } else {
          in.skip();
        }
      }
      require(name);
    }

    private static void require(ByteBuffer field) {
      if (field == null) {
        throw new IllegalArgumentException("A field is missing");
      }
    }
  }
}
