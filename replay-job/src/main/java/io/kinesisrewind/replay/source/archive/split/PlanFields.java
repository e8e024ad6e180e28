package io.kinesisrewind.replay.source.archive.split;

import io.kinesisrewind.replay.plan.ArchiveBlock;
import io.kinesisrewind.replay.plan.KeyChoice;
import io.kinesisrewind.replay.plan.Selection;
import io.kinesisrewind.schemas.KeyBucket;
import io.kinesisrewind.schemas.Position;
import io.kinesisrewind.schemas.ShardRange;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;

/** The plan's parts as fields of {@link LaneSplitSerializer}'s versions. */
final class PlanFields {

  private PlanFields() {}

  /** All but the excluded keys: see {@link KeyChoice#within}. */
  static void writeSelection(Selection selection, DataOutputView out) throws IOException {
    writeText(selection.streamName(), out);
    writeInstant(selection.from(), out);
    writeInstant(selection.to(), out);
    writeTexts(selection.shards(), out);
    writeOptional(selection.afterSequence(), out);
    writeOptional(selection.toSequence(), out);
    writeTexts(selection.keys(), out);
    writeTexts(selection.keyChoice().prefixes(), out);
  }

  /**
   * @param version 1 had no key prefixes
   */
  static Selection readSelection(int version, DataInputView in) throws IOException {
    Selection all = Selection.of(readText(in));
    Selection between = all.arrivedBetween(readInstant(in), readInstant(in));
    Selection ofShards = between.fromShards(readTexts(in));
    Selection sequenced = ofShards.sequencedBetween(readOptional(in), readOptional(in));
    KeyChoice keys = KeyChoice.ALL.withKeys(readTexts(in));
    return sequenced.withKeys(version == 1 ? keys : keys.withPrefixes(readTexts(in)));
  }

  private static void writeBlock(ArchiveBlock block, DataOutputView out) throws IOException {
    writeText(block.path(), out);
    out.writeLong(block.length());
    out.writeInt(block.bucket().index());
    out.writeInt(block.bucket().count());
    out.writeInt(block.ranges().size());
    for (Map.Entry<String, ShardRange> range : block.ranges().entrySet()) {
      writeText(range.getKey(), out);
      writeRange(range.getValue(), out);
    }
  }

  private static ArchiveBlock readBlock(DataInputView in) throws IOException {
    String path = readText(in);
    long length = in.readLong();
    int index = in.readInt();
    KeyBucket bucket = KeyBucket.of(index, in.readInt());
    int count = in.readInt();
    Map<String, ShardRange> ranges = new TreeMap<>();
    for (int i = 0; i < count; i++) {
      ranges.put(readText(in), readRange(in));
    }
    return new ArchiveBlock(path, length, bucket, ranges);
  }

  static void writeSegment(LaneSegment segment, DataOutputView out) throws IOException {
    writeBlocks(segment.blocks(), out);
    writeRest(segment.rest(), out);
  }

  static LaneSegment readSegment(DataInputView in) throws IOException {
    List<ArchiveBlock> blocks = readBlocks(in);
    return new LaneSegment(blocks, readRest(in));
  }

  static void writeRest(LaneRest rest, DataOutputView out) throws IOException {
    writeText(rest.path(), out);
    out.writeInt(rest.floors().size());
    for (Map.Entry<String, Position> floor : rest.floors().entrySet()) {
      writeText(floor.getKey(), out);
      writePosition(floor.getValue(), out);
    }
  }

  static LaneRest readRest(DataInputView in) throws IOException {
    String path = readText(in);
    int count = in.readInt();
    Map<String, Position> floors = new TreeMap<>();
    for (int i = 0; i < count; i++) {
      floors.put(readText(in), readPosition(in));
    }
    return new LaneRest(path, floors);
  }

  static void writeBlocks(List<ArchiveBlock> blocks, DataOutputView out) throws IOException {
    out.writeInt(blocks.size());
    for (ArchiveBlock block : blocks) {
      writeBlock(block, out);
    }
  }

  static List<ArchiveBlock> readBlocks(DataInputView in) throws IOException {
    int count = in.readInt();
    List<ArchiveBlock> blocks = new ArrayList<>(count);
    for (int i = 0; i < count; i++) {
      blocks.add(readBlock(in));
    }
    return blocks;
  }

  private static void writeRange(ShardRange range, DataOutputView out) throws IOException {
    writePosition(range.lowest(), out);
    writePosition(range.highest(), out);
    out.writeLong(range.firstArrival().toEpochMilli());
    out.writeLong(range.lastArrival().toEpochMilli());
    out.writeLong(range.records());
  }

  private static ShardRange readRange(DataInputView in) throws IOException {
    Position lowest = readPosition(in);
    Position highest = readPosition(in);
    Instant first = Instant.ofEpochMilli(in.readLong());
    Instant last = Instant.ofEpochMilli(in.readLong());
    return new ShardRange(lowest, highest, first, last, in.readLong());
  }

  private static void writePosition(Position position, DataOutputView out) throws IOException {
    writeText(position.sequenceNumber(), out);
    out.writeLong(position.subSequenceNumber());
  }

  private static Position readPosition(DataInputView in) throws IOException {
    String sequenceNumber = readText(in);
    return Position.of(sequenceNumber, in.readLong());
  }

  private static void writeInstant(Optional<Instant> instant, DataOutputView out)
      throws IOException {
    writeOptional(instant.map(Instant::toString), out);
  }

  private static Instant readInstant(DataInputView in) throws IOException {
    String text = readOptional(in);
    return text == null ? null : Instant.parse(text);
  }

  private static void writeOptional(Optional<String> text, DataOutputView out) throws IOException {
    out.writeBoolean(text.isPresent());
    if (text.isPresent()) {
      writeText(text.get(), out);
    }
  }

  private static String readOptional(DataInputView in) throws IOException {
    return in.readBoolean() ? readText(in) : null;
  }

  private static void writeTexts(Collection<String> texts, DataOutputView out) throws IOException {
    out.writeInt(texts.size());
    for (String text : texts) {
      writeText(text, out);
    }
  }

  private static List<String> readTexts(DataInputView in) throws IOException {
    int count = in.readInt();
    List<String> texts = new ArrayList<>(count);
    for (int i = 0; i < count; i++) {
      texts.add(readText(in));
    }
    return texts;
  }

  private static void writeText(String text, DataOutputView out) throws IOException {
    byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
    out.writeInt(utf8.length);
    out.write(utf8);
  }

  private static String readText(DataInputView in) throws IOException {
    byte[] utf8 = new byte[in.readInt()];
    in.readFully(utf8);
    return new String(utf8, StandardCharsets.UTF_8);
  }
}
