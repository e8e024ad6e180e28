package io.kinesisrewind.replay.source.both;

import io.kinesisrewind.replay.source.archive.split.LaneSplit;
import io.kinesisrewind.replay.source.archive.split.LaneSplitSerializer;
import io.kinesisrewind.replay.source.stream.split.ShardSplitSerializer;
import java.io.IOException;
import java.util.Map;
import java.util.TreeMap;
import org.apache.flink.core.io.SimpleVersionedSerializer;
import org.apache.flink.core.memory.DataInputDeserializer;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputSerializer;
import org.apache.flink.core.memory.DataOutputView;

/** Either kind as bytes, each in its own serializer's version. */
final class BothSplitSerializer implements SimpleVersionedSerializer<BothSplit> {

  private static final int VERSION = 1;
  private static final int INITIAL_BYTES = 4096;
  private static final int SHARD = 0;
  private static final int LANE = 1;
  private static final int ENDED_LANE = 2;

  private final LaneSplitSerializer lanes = new LaneSplitSerializer();
  private final ShardSplitSerializer shards = new ShardSplitSerializer();

  @Override
  public int getVersion() {
    return VERSION;
  }

  @Override
  public byte[] serialize(BothSplit split) throws IOException {
    DataOutputSerializer out = new DataOutputSerializer(INITIAL_BYTES);
    if (split.shard().isPresent()) {
      out.writeByte(SHARD);
      write(shards, split.shard().get(), out);
    } else if (split.lane().isPresent()) {
      out.writeByte(LANE);
      writeCuts(split.cuts(), out);
      write(lanes, split.lane().get(), out);
    } else {
      out.writeByte(ENDED_LANE);
      out.writeUTF(split.splitId());
    }
    return out.getCopyOfBuffer();
  }

  @Override
  public BothSplit deserialize(int version, byte[] bytes) throws IOException {
    if (version != VERSION) {
      throw new IOException("A split of version " + version + "; this job reads " + VERSION);
    }
    DataInputDeserializer in = new DataInputDeserializer(bytes);
    switch (in.readByte()) {
      case SHARD:
        return BothSplit.of(read(shards, in));
      case LANE:
        Map<String, String> cuts = readCuts(in);
        LaneSplit lane = read(lanes, in);
        return BothSplit.of(lane, cuts);
      default:
        return BothSplit.ended(in.readUTF());
    }
  }

  private static <S> void write(
      SimpleVersionedSerializer<S> serializer, S split, DataOutputView out) throws IOException {
    byte[] bytes = serializer.serialize(split);
    out.writeInt(serializer.getVersion());
    out.writeInt(bytes.length);
    out.write(bytes);
  }

  private static <S> S read(SimpleVersionedSerializer<S> serializer, DataInputView in)
      throws IOException {
    int version = in.readInt();
    byte[] bytes = new byte[in.readInt()];
    in.readFully(bytes);
    return serializer.deserialize(version, bytes);
  }

  private static void writeCuts(Map<String, String> cuts, DataOutputView out) throws IOException {
    out.writeInt(cuts.size());
    for (Map.Entry<String, String> cut : cuts.entrySet()) {
      out.writeUTF(cut.getKey());
      out.writeUTF(cut.getValue());
    }
  }

  private static Map<String, String> readCuts(DataInputView in) throws IOException {
    Map<String, String> cuts = new TreeMap<>();
    int count = in.readInt();
    for (int i = 0; i < count; i++) {
      cuts.put(in.readUTF(), in.readUTF());
    }
    return cuts;
  }
}
