package io.kinesisrewind.replay.source.stream.split;

import io.kinesisrewind.schemas.Position;
import java.io.IOException;
import java.time.Instant;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.apache.flink.core.io.SimpleVersionedSerializer;
import org.apache.flink.core.memory.DataInputDeserializer;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputSerializer;
import org.apache.flink.core.memory.DataOutputView;

/** A shard's section as bytes, in checkpoints and on its way to the readers. */
public final class ShardSplitSerializer implements SimpleVersionedSerializer<ShardSplit> {

  private static final int VERSION = 2;

  /** Knew nothing of shards that come out of others while these are read. */
  private static final int WITHOUT_DESCENDANTS = 1;

  private static final int INITIAL_BYTES = 256;

  @Override
  public int getVersion() {
    return VERSION;
  }

  @Override
  public byte[] serialize(ShardSplit split) throws IOException {
    DataOutputSerializer out = new DataOutputSerializer(INITIAL_BYTES);
    out.writeUTF(split.splitId());
    writeIds(split.after(), out);
    writeOptional(split.start().time().map(Instant::toString).orElse(null), out);
    writeOptional(split.start().sequence().orElse(null), out);
    out.writeBoolean(split.start().isInclusive());
    out.writeUTF(split.end().before().toString());
    writeOptional(split.end().toSequence().orElse(null), out);
    out.writeLong(split.end().records());
    writeOptional(split.reached().map(Position::sequenceNumber).orElse(null), out);
    out.writeLong(split.reached().map(Position::subSequenceNumber).orElse(0L));
    out.writeLong(split.given());
    out.writeBoolean(split.isEnded());
    out.writeUTF(split.end().quietFrom().toString());
    out.writeBoolean(split.end().descends());
    out.writeInt(split.children().size());
    for (Map.Entry<String, Set<String>> child : split.children().entrySet()) {
      out.writeUTF(child.getKey());
      writeIds(child.getValue(), out);
    }
    return out.getCopyOfBuffer();
  }

  @Override
  public ShardSplit deserialize(int version, byte[] bytes) throws IOException {
    if (version != VERSION && version != WITHOUT_DESCENDANTS) {
      throw new IOException("A shard of version " + version + "; this job reads " + VERSION);
    }
    DataInputDeserializer in = new DataInputDeserializer(bytes);
    String shardId = in.readUTF();
    Set<String> after = readIds(in);
    ShardStart start = start(readOptional(in), readOptional(in), in.readBoolean());
    Instant before = Instant.parse(in.readUTF());
    ShardEnd end = new ShardEnd(before, readOptional(in), in.readLong());
    String sequence = readOptional(in);
    long subSequence = in.readLong();
    Position reached = sequence == null ? null : Position.of(sequence, subSequence);
    long given = in.readLong();
    boolean ended = in.readBoolean();
    if (version == WITHOUT_DESCENDANTS) {
      return new ShardSplit(shardId, after, start, end, reached, given, ended, Map.of());
    }
    ShardEnd quiet = end.quietFrom(Instant.parse(in.readUTF()));
    ShardEnd whole = in.readBoolean() ? quiet.andOfDescendants() : quiet;
    return new ShardSplit(shardId, after, start, whole, reached, given, ended, readChildren(in));
  }

  private static Map<String, Set<String>> readChildren(DataInputView in) throws IOException {
    Map<String, Set<String>> children = new TreeMap<>();
    int count = in.readInt();
    for (int i = 0; i < count; i++) {
      children.put(in.readUTF(), readIds(in));
    }
    return children;
  }

  private static ShardStart start(String time, String sequence, boolean inclusive) {
    if (time != null) {
      return ShardStart.at(Instant.parse(time));
    }
    if (sequence == null) {
      return ShardStart.trimHorizon();
    }
    return inclusive ? ShardStart.atSequence(sequence) : ShardStart.afterSequence(sequence);
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

  private static void writeOptional(String text, DataOutputView out) throws IOException {
    out.writeBoolean(text != null);
    if (text != null) {
      out.writeUTF(text);
    }
  }

  private static String readOptional(DataInputView in) throws IOException {
    return in.readBoolean() ? in.readUTF() : null;
  }
}
