package io.kinesisrewind.replay.source.archive.split;

import io.kinesisrewind.replay.plan.ArchiveBlock;
import io.kinesisrewind.schemas.KeyBucket;
import java.io.IOException;
import java.util.BitSet;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import org.apache.flink.core.io.SimpleVersionedSerializer;
import org.apache.flink.core.memory.DataInputDeserializer;
import org.apache.flink.core.memory.DataOutputSerializer;

/** A lane as bytes, in checkpoints and on its way to the readers. */
public final class LaneSplitSerializer implements SimpleVersionedSerializer<LaneSplit> {

  private static final int VERSION = 3;
  private static final int OLDEST_VERSION = 1;
  private static final int WITH_REST = 3;
  private static final int INITIAL_BYTES = 4096;

  @Override
  public int getVersion() {
    return VERSION;
  }

  @Override
  public byte[] serialize(LaneSplit split) throws IOException {
    DataOutputSerializer out = new DataOutputSerializer(INITIAL_BYTES);
    out.writeInt(split.lane().index());
    out.writeInt(split.lane().count());
    PlanFields.writeSelection(split.selection(), out);
    PlanFields.writeBlocks(split.blocks(), out);
    out.writeInt(split.opened());
    out.writeInt(split.open().size());
    for (Map.Entry<Integer, BitSet> block : split.open().entrySet()) {
      out.writeInt(block.getKey());
      byte[] rows = block.getValue().toByteArray();
      out.writeInt(rows.length);
      out.write(rows);
    }
    PlanFields.writeRest(split.rest(), out);
    return out.getCopyOfBuffer();
  }

  @Override
  public LaneSplit deserialize(int version, byte[] bytes) throws IOException {
    if (version < OLDEST_VERSION || version > VERSION) {
      throw new IOException("A lane of version " + version + "; this job reads 1 to " + VERSION);
    }
    DataInputDeserializer in = new DataInputDeserializer(bytes);
    int index = in.readInt();
    KeyBucket lane = KeyBucket.of(index, in.readInt());
    var selection = PlanFields.readSelection(version, in);
    List<ArchiveBlock> blocks = PlanFields.readBlocks(in);
    int opened = in.readInt();
    NavigableMap<Integer, BitSet> open = readOpen(in);
    LaneRest rest = version < WITH_REST ? LaneRest.NONE : PlanFields.readRest(in);
    return new LaneSplit(lane, selection, blocks, opened, open, rest);
  }

  private static NavigableMap<Integer, BitSet> readOpen(DataInputDeserializer in)
      throws IOException {
    NavigableMap<Integer, BitSet> open = new TreeMap<>();
    int count = in.readInt();
    for (int i = 0; i < count; i++) {
      int block = in.readInt();
      byte[] rows = new byte[in.readInt()];
      in.readFully(rows);
      open.put(block, BitSet.valueOf(rows));
    }
    return open;
  }
}
