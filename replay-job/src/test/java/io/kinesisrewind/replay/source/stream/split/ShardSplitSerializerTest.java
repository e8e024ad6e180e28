package io.kinesisrewind.replay.source.stream.split;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class ShardSplitSerializerTest {

  private static final Instant END = Instant.parse("2026-03-01T10:00:00.123Z");

  private final ShardSplitSerializer serializer = new ShardSplitSerializer();

  @Test
  void aShardThatHasEndedKeepsWhatGoesOnFromIt() throws Exception {
    ShardEnd end = new ShardEnd(END, "7", 9).quietFrom(END.plusSeconds(10)).andOfDescendants();
    ShardSplit split =
        ShardSplit.of("a", Set.of("p"), ShardStart.at(END), end)
            .asEnded(Map.of("c", Set.of("a", "b"), "d", Set.of("a")));

    ShardSplit copy = serializer.deserialize(2, serializer.serialize(split));

    assertThat(copy.isEnded()).isTrue();
    assertThat(copy.mayBeFollowed()).isTrue();
    assertThat(copy.end().quietFrom()).isEqualTo(END.plusSeconds(10));
    List<ShardSplit> next = copy.followedBy();
    assertThat(next).extracting(ShardSplit::splitId).containsExactly("c", "d");
    assertThat(next.get(0).after()).containsExactly("a", "b");
    assertThat(next.get(0)).hasToString("c from its trim horizon");
    assertThat(next.get(0).end().before()).isEqualTo(END);
    assertThat(next.get(0).end().records()).isEqualTo(9);
    assertThat(next.get(0).mayBeFollowed()).isTrue();
  }

  @Test
  void aShardOfBeforeEndsAtItsBoundAlone() throws Exception {
    byte[] bytes =
        serializer.serialize(
            ShardSplit.of("a", Set.of("p"), ShardStart.trimHorizon(), new ShardEnd(END, null, 9)));
    int added =
        Short.BYTES + END.toString().getBytes(StandardCharsets.UTF_8).length + 1 + Integer.BYTES;

    ShardSplit split = serializer.deserialize(1, Arrays.copyOf(bytes, bytes.length - added));

    assertThat(split.after()).containsExactly("p");
    assertThat(split.end().records()).isEqualTo(9);
    assertThat(split.end().quietFrom()).isEqualTo(END);
    assertThat(split.mayBeFollowed()).isFalse();
    assertThat(split.followedBy()).isEmpty();
  }

  @Test
  void anotherVersionIsRefused() {
    assertThatThrownBy(() -> serializer.deserialize(3, new byte[0]))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("version 3");
  }
}
