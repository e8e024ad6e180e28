package io.kinesisrewind.replay.source.gate;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.apache.flink.core.io.SimpleVersionedSerializer;
import org.apache.flink.core.memory.DataInputDeserializer;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputSerializer;
import org.apache.flink.core.memory.DataOutputView;

/** A {@link GateState} as bytes, in checkpoints and in the job. */
public final class GateStateSerializer<S extends GatedSplit>
    implements SimpleVersionedSerializer<GateState<S>> {

  private static final int VERSION = 2;

  /** Knew no splits beside those planned. */
  private static final int PLANNED_ONLY = 1;

  private static final int INITIAL_BYTES = 4096;

  private final SimpleVersionedSerializer<S> split;

  public GateStateSerializer(SimpleVersionedSerializer<S> split) {
    this.split = split;
  }

  @Override
  public int getVersion() {
    return VERSION;
  }

  @Override
  public byte[] serialize(GateState<S> state) throws IOException {
    DataOutputSerializer out = new DataOutputSerializer(INITIAL_BYTES);
    out.writeInt(split.getVersion());
    out.writeInt(state.waiting().size());
    for (S waiting : state.waiting()) {
      byte[] bytes = split.serialize(waiting);
      out.writeInt(bytes.length);
      out.write(bytes);
    }
    writeIds(state.ended(), out);
    writeIds(state.given(), out);
    return out.getCopyOfBuffer();
  }

  @Override
  public GateState<S> deserialize(int version, byte[] bytes) throws IOException {
    if (version != VERSION && version != PLANNED_ONLY) {
      throw new IOException("Splits of version " + version + "; this job reads " + VERSION);
    }
    DataInputDeserializer in = new DataInputDeserializer(bytes);
    int splitVersion = in.readInt();
    int count = in.readInt();
    List<S> waiting = new ArrayList<>(count);
    for (int i = 0; i < count; i++) {
      byte[] each = new byte[in.readInt()];
      in.readFully(each);
      waiting.add(split.deserialize(splitVersion, each));
    }
    Set<String> ended = readIds(in);
    return new GateState<>(waiting, ended, version == PLANNED_ONLY ? Set.of() : readIds(in));
  }

  private static void writeIds(Set<String> ids, DataOutputView out) throws IOException {
    out.writeInt(ids.size());
    for (String id : ids) {
      out.writeUTF(id);
    }
  }

  private static Set<String> readIds(DataInputView in) throws IOException {
    Set<String> ids = new TreeSet<>();
    int count = in.readInt();
    for (int i = 0; i < count; i++) {
      ids.add(in.readUTF());
    }
    return ids;
  }
}
