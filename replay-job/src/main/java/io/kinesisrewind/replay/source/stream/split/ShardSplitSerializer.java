package io.kinesisrewind.replay.source.stream.split;

import io.kinesisrewind.schemas.Position;
import java.io.IOException;
import java.time.Instant;
import java.util.Set;
import java.util.TreeSet;
import org.apache.flink.core.io.SimpleVersionedSerializer;
import org.apache.flink.core.memory.DataInputDeserializer;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputSerializer;
import org.apache.flink.core.memory.DataOutputView;

/** A shard's section as bytes, in checkpoints and on its way to the readers. */
public final class ShardSplitSerializer implements SimpleVersionedSerializer<ShardSplit> {

  private static final int VERSION = 1;
  private static final int INITIAL_BYTES = 256;

  @Override
  public int getVersion() {
    return VERSION;
  }

  @Override
  public byte[] serialize(ShardSplit split) throws IOException {
    DataOutputSerializer out = new DataOutputSerializer(INITIAL_BYTES);
    out.writeUTF(split.splitId());
    out.writeInt(split.after().size());
    for (String id : split.after()) {
      out.writeUTF(id);
    }
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
    return out.getCopyOfBuffer();
  }

  @Override
  public ShardSplit deserialize(int version, byte[] bytes) throws IOException {
    if (version != VERSION) {
      throw new IOException("A shard of version " + version + "; this job reads " + VERSION);
    }
    DataInputDeserializer in = new DataInputDeserializer(bytes);
    String shardId = in.readUTF();
    Set<String> after = new TreeSet<>();
    int count = in.readInt();
    for (int i = 0; i < count; i++) {
      after.add(in.readUTF());
    }
    ShardStart start = start(readOptional(in), readOptional(in), in.readBoolean());
    Instant before = Instant.parse(in.readUTF());
    ShardEnd end = new ShardEnd(before, readOptional(in), in.readLong());
    String sequence = readOptional(in);
    long subSequence = in.readLong();
    Position reached = sequence == null ? null : Position.of(sequence, subSequence);
    return new ShardSplit(shardId, after, start, end, reached, in.readLong(), in.readBoolean());
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
