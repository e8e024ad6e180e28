package io.kinesisrewind.replay.testing;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.List;

/** The bytes of a KPL aggregate, written as its format's page says. */
public final class Aggregate {

  private static final byte[] MAGIC = {(byte) 0xF3, (byte) 0x89, (byte) 0x9A, (byte) 0xC2};

  private Aggregate() {}

  /** Records of one partition key and one hash key. */
  public static byte[] of(String key, String hashKey, List<byte[]> data) {
    ByteArrayOutputStream message = new ByteArrayOutputStream();
    bytes(1, key.getBytes(StandardCharsets.UTF_8), message);
    bytes(2, hashKey.getBytes(StandardCharsets.UTF_8), message);
    for (byte[] each : data) {
      ByteArrayOutputStream record = new ByteArrayOutputStream();
      record.writeBytes(new byte[] {1 << 3, 0, 2 << 3, 0}); // the indexes of both keys
      bytes(3, each, record);
      bytes(3, record.toByteArray(), message);
    }
    ByteArrayOutputStream framed = new ByteArrayOutputStream();
    framed.writeBytes(MAGIC);
    framed.writeBytes(message.toByteArray());
    framed.writeBytes(md5(message.toByteArray()));
    return framed.toByteArray();
  }

  private static void bytes(int field, byte[] value, ByteArrayOutputStream out) {
    out.write((field << 3) | 2);
    int rest = value.length;
    while (rest > 0x7F) {
      out.write((rest & 0x7F) | 0x80);
      rest >>>= 7;
    }
    out.write(rest);
    out.writeBytes(value);
  }

  private static byte[] md5(byte[] message) {
    try {
      return MessageDigest.getInstance("MD5").digest(message);
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError(e);
    }
  }
}
