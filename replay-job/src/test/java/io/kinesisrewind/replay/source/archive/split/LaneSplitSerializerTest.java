package io.kinesisrewind.replay.source.archive.split;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.kinesisrewind.replay.plan.ArchiveBlock;
import io.kinesisrewind.replay.plan.KeyChoice;
import io.kinesisrewind.replay.plan.Selection;
import io.kinesisrewind.replay.source.archive.enumerator.LanesSerializer;
import io.kinesisrewind.schemas.KeyBucket;
import io.kinesisrewind.schemas.Position;
import io.kinesisrewind.schemas.ShardRange;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class LaneSplitSerializerTest {

  private static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");

  /** What version 1 wrote; it stays readable for ever. */
  private static final String STORED =
      "0000000200000004000000066f72646572730000000000000000000000010000000b637573746f6d"
          + "65722d3432000000010000001866696c653a2f617263686976652f66302e70617271756574000000"
          + "000000006400000000000000020000000200000014736861726449642d3030303030303030303030"
          + "3000000003393930000000000000000000000005343935393000000000000000070000019ca9450a"
          + "000000019ca9450de8000000000000000a00000014736861726449642d3030303030303030303030"
          + "3100000003393930000000000000000000000005343935393000000000000000070000019ca9450a"
          + "000000019ca9450de8000000000000000a000000010000000100000000000000020102";

  private static final LaneRest REST =
      new LaneRest("file:/plan", Map.of("shard-1", Position.of("7", 0)));

  private final LaneSplitSerializer serializer = new LaneSplitSerializer();

  @Property(tries = 100)
  void whatIsWrittenIsRead(
      @ForAll @IntRange(max = 5) int blocks,
      @ForAll @Size(max = 5) List<@IntRange(max = 500) Integer> rows,
      @ForAll String key,
      @ForAll boolean bounded)
      throws IOException {
    Selection all =
        Selection.of("orders")
            .withKeys(KeyChoice.ALL.withKeys(List.of(key)).withPrefixes(List.of("a" + key)));
    Selection selection =
        bounded
            ? all.arrivedBetween(NOON, NOON.plusNanos(1))
                .fromShards(List.of("shardId-000000000001"))
                .sequencedBetween("9", "10")
            : all;
    BitSet emitted = new BitSet();
    rows.forEach(emitted::set);
    TreeMap<Integer, BitSet> open = new TreeMap<>();
    if (blocks > 0) {
      open.put(blocks - 1, emitted);
    }
    LaneSplit split =
        new LaneSplit(
            KeyBucket.of(2, 4),
            selection,
            someBlocks(blocks),
            blocks,
            open,
            bounded ? LaneRest.NONE : REST);

    LaneSplit read = serializer.deserialize(3, serializer.serialize(split));

    assertThat(read).usingRecursiveComparison().isEqualTo(split);
    LanesSerializer lanes = new LanesSerializer();
    assertThat(lanes.deserialize(1, lanes.serialize(List.of(split, split))))
        .usingRecursiveComparison()
        .isEqualTo(List.of(split, split));
  }

  @Test
  void storedBytesOfVersion1AreRead() throws IOException {
    LaneSplit read = serializer.deserialize(1, HexFormat.of().parseHex(STORED));

    assertThat(read.splitId()).isEqualTo("lane 2 of 4");
    assertThat(read.selection().keys()).containsExactly("customer-42");
    assertThat(read.blocks()).isEqualTo(someBlocks(1));
    assertThat(read.opened()).isEqualTo(1);
    assertThat(read.open()).containsOnlyKeys(0);
    assertThat(read.open().get(0).stream()).containsExactly(0, 9);
  }

  @Test
  void storedBytesOfVersion2AreRead() throws IOException {
    // Between the key and the blocks stand the prefixes.
    String key = "637573746f6d65722d3432";
    String stored = STORED.replace(key, key + "0000000100000003637573");

    LaneSplit read = serializer.deserialize(2, HexFormat.of().parseHex(stored));

    assertThat(read.selection().keys()).containsExactly("customer-42");
    assertThat(read.selection().keyChoice().prefixes()).containsExactly("cus");
    assertThat(read.blocks()).isEqualTo(someBlocks(1));
    assertThat(read.rest().isNone()).isTrue();
  }

  @Test
  void storedBytesOfVersion3AreRead() throws IOException {
    String key = "637573746f6d65722d3432";
    String stored =
        STORED.replace(key, key + "0000000100000003637573")
            + "0000000a66696c653a2f706c616e"
            + "000000010000000773686172642d3100000001370000000000000000";

    LaneSplit read = serializer.deserialize(3, HexFormat.of().parseHex(stored));

    assertThat(read.blocks()).isEqualTo(someBlocks(1));
    assertThat(read.rest()).isEqualTo(REST);
    assertThat(serializer.serialize(read)).isEqualTo(HexFormat.of().parseHex(stored));
  }

  @Test
  void aNewerVersionIsRefused() {
    assertThatThrownBy(() -> serializer.deserialize(4, new byte[0]))
        .isInstanceOf(IOException.class)
        .hasMessage("A lane of version 4; this job reads 1 to 3");
    assertThatThrownBy(() -> new LanesSerializer().deserialize(2, new byte[0]))
        .isInstanceOf(IOException.class);
  }

  private static List<ArchiveBlock> someBlocks(int count) {
    List<ArchiveBlock> blocks = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      ShardRange range =
          new ShardRange(
              Position.of("99" + i, 0),
              Position.of("4959" + i, 7),
              NOON.plusSeconds(i),
              NOON.plusSeconds(i + 1),
              10);
      blocks.add(
          new ArchiveBlock(
              "file:/archive/f" + i + ".parquet",
              100 + i,
              KeyBucket.of(0, 2),
              Map.of("shardId-000000000000", range, "shardId-000000000001", range)));
    }
    return blocks;
  }
}
