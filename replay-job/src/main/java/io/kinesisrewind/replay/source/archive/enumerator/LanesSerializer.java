package io.kinesisrewind.replay.source.archive.enumerator;

import io.kinesisrewind.replay.source.archive.split.LaneSplit;
import io.kinesisrewind.replay.source.archive.split.LaneSplitSerializer;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.core.io.SimpleVersionedSerializer;
import org.apache.flink.core.memory.DataInputDeserializer;
import org.apache.flink.core.memory.DataOutputSerializer;

/** Lanes not assigned yet, as bytes in checkpoints and in the job. */
public final class LanesSerializer implements SimpleVersionedSerializer<List<LaneSplit>> {

  private static final int VERSION = 1;
  private static final int INITIAL_BYTES = 4096;

  private final LaneSplitSerializer lane = new LaneSplitSerializer();

  @Override
  public int getVersion() {
    return VERSION;
  }

  @Override
  public byte[] serialize(List<LaneSplit> lanes) throws IOException {
    DataOutputSerializer out = new DataOutputSerializer(INITIAL_BYTES);
    out.writeInt(lane.getVersion());
    out.writeInt(lanes.size());
    for (LaneSplit split : lanes) {
      byte[] bytes = lane.serialize(split);
      out.writeInt(bytes.length);
      out.write(bytes);
    }
    return out.getCopyOfBuffer();
  }

  @Override
  public List<LaneSplit> deserialize(int version, byte[] bytes) throws IOException {
    if (version != VERSION) {
      throw new IOException("Lanes of version " + version + "; this job reads " + VERSION);
    }
    DataInputDeserializer in = new DataInputDeserializer(bytes);
    int laneVersion = in.readInt();
    int count = in.readInt();
    List<LaneSplit> lanes = new ArrayList<>(count);
    for (int i = 0; i < count; i++) {
      byte[] split = new byte[in.readInt()];
      in.readFully(split);
      lanes.add(lane.deserialize(laneVersion, split));
    }
    return lanes;
  }
}
