package io.kinesisrewind.replay.source.latest;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.core.io.SimpleVersionedSerializer;
import org.apache.flink.core.memory.DataInputDeserializer;
import org.apache.flink.core.memory.DataOutputSerializer;

/** Splits as bytes, in checkpoints and in the job. */
final class LatestSplitsSerializer implements SimpleVersionedSerializer<List<LatestSplit>> {

  private static final int VERSION = 1;
  private static final int INITIAL_BYTES = 1024;

  @Override
  public int getVersion() {
    return VERSION;
  }

  @Override
  public byte[] serialize(List<LatestSplit> splits) throws IOException {
    DataOutputSerializer out = new DataOutputSerializer(INITIAL_BYTES);
    out.writeInt(splits.size());
    for (LatestSplit split : splits) {
      out.writeInt(split.index());
      out.writeInt(split.count());
      out.writeInt(split.keys().size());
      for (String key : split.keys()) {
        writeText(key, out);
      }
      out.writeBoolean(split.after() != null);
      if (split.after() != null) {
        writeText(split.after(), out);
      }
    }
    return out.getCopyOfBuffer();
  }

  @Override
  public List<LatestSplit> deserialize(int version, byte[] bytes) throws IOException {
    if (version != VERSION) {
      throw new IOException(
          "Parts of a table of version " + version + "; this job reads " + VERSION);
    }
    DataInputDeserializer in = new DataInputDeserializer(bytes);
    int count = in.readInt();
    List<LatestSplit> splits = new ArrayList<>(count);
    for (int i = 0; i < count; i++) {
      int index = in.readInt();
      int parts = in.readInt();
      int keyCount = in.readInt();
      List<String> keys = new ArrayList<>(keyCount);
      for (int key = 0; key < keyCount; key++) {
        keys.add(readText(in));
      }
      splits.add(new LatestSplit(index, parts, keys, in.readBoolean() ? readText(in) : null));
    }
    return splits;
  }

  /** One by itself. */
  static SimpleVersionedSerializer<LatestSplit> ofOne() {
    return new SimpleVersionedSerializer<LatestSplit>() {

      private final LatestSplitsSerializer splits = new LatestSplitsSerializer();

      @Override
      public int getVersion() {
        return splits.getVersion();
      }

      @Override
      public byte[] serialize(LatestSplit split) throws IOException {
        return splits.serialize(List.of(split));
      }

      @Override
      public LatestSplit deserialize(int version, byte[] bytes) throws IOException {
        return splits.deserialize(version, bytes).get(0);
      }
    };
  }

  private static void writeText(String text, DataOutputSerializer out) throws IOException {
    byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
    out.writeInt(utf8.length);
    out.write(utf8);
  }

  private static String readText(DataInputDeserializer in) throws IOException {
    byte[] utf8 = new byte[in.readInt()];
    in.readFully(utf8);
    return new String(utf8, StandardCharsets.UTF_8);
  }
}
