package io.kinesisrewind.replay.source.both;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.kinesisrewind.replay.plan.Selection;
import io.kinesisrewind.replay.source.archive.split.LaneSplit;
import io.kinesisrewind.replay.source.stream.split.ShardEnd;
import io.kinesisrewind.replay.source.stream.split.ShardSplit;
import io.kinesisrewind.replay.source.stream.split.ShardStart;
import io.kinesisrewind.schemas.KeyBucket;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class BothSplitSerializerTest {

  private final BothSplitSerializer serializer = new BothSplitSerializer();

  @Test
  void aLaneKeepsItsCuts() throws Exception {
    LaneSplit lane = LaneSplit.of(KeyBucket.of(1, 4), Selection.of("orders"), List.of());

    BothSplit copy = copy(BothSplit.of(lane, Map.of("shardId-000000000000", "49")));

    assertThat(copy.splitId()).isEqualTo("lane 1 of 4");
    assertThat(copy.cuts()).containsExactly(Map.entry("shardId-000000000000", "49"));
    assertThat(copy.lane().orElseThrow().lane()).isEqualTo(KeyBucket.of(1, 4));
    assertThat(copy.isEnded()).isFalse();
    assertThat(copy.after()).isEmpty();
  }

  @Test
  void aShardKeepsWhatItComesAfterAndItsBounds() throws Exception {
    Instant end = Instant.parse("2026-03-01T10:00:00.123Z");
    for (ShardStart start :
        List.of(
            ShardStart.trimHorizon(),
            ShardStart.at(end),
            ShardStart.atSequence("4"),
            ShardStart.afterSequence("4"))) {
      ShardSplit shard = ShardSplit.of("s", Set.of("p"), start, new ShardEnd(end, "7", 9));

      ShardSplit copy = copy(BothSplit.of(shard.andAfter(Set.of("lane 0 of 1")))).shard().get();

      assertThat(copy).hasToString(shard.toString());
      assertThat(copy.start().isInclusive()).isEqualTo(start.isInclusive());
      assertThat(copy.after()).containsExactly("lane 0 of 1", "p");
      assertThat(copy.end().before()).isEqualTo(end);
      assertThat(copy.end().toSequence()).contains("7");
      assertThat(copy.end().records()).isEqualTo(9);
      assertThat(copy(BothSplit.of(shard.asEnded())).isEnded()).isTrue();
    }
  }

  @Test
  void thatALaneHasEndedIsKept() throws Exception {
    BothSplit copy = copy(BothSplit.ended("lane 1 of 4"));

    assertThat(copy.isEnded()).isTrue();
    assertThat(copy.splitId()).isEqualTo("lane 1 of 4");
  }

  @Test
  void anotherVersionIsRefused() {
    assertThatThrownBy(() -> serializer.deserialize(2, new byte[0]))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("version 2");
  }

  private BothSplit copy(BothSplit split) throws IOException {
    return serializer.deserialize(serializer.getVersion(), serializer.serialize(split));
  }
}
