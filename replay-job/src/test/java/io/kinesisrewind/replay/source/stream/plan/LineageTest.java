package io.kinesisrewind.replay.source.stream.plan;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.kinesis.model.Shard;

class LineageTest {

  /** a splits into b and c, c and d merge into e. */
  private final Lineage lineage =
      new Lineage(
          List.of(
              shard("a", "forgotten", null),
              shard("b", "a", null),
              shard("c", "a", null),
              shard("d", null, null),
              shard("e", "c", "d")));

  @Test
  void parentsComeBeforeTheirChildren() {
    Set<String> all = Set.of("a", "b", "c", "d", "e");

    assertThat(lineage.chosenBefore("a", all)).isEmpty();
    assertThat(lineage.chosenBefore("b", all)).containsExactly("a");
    assertThat(lineage.chosenBefore("e", all)).containsExactly("c", "d");
  }

  @Test
  void ancestorsDoWhereTheShardsBetweenAreNotChosen() {
    assertThat(lineage.chosenBefore("e", Set.of("a", "e"))).containsExactly("a");
    assertThat(lineage.chosenBefore("e", Set.of("e"))).isEmpty();
  }

  private static Shard shard(String id, String parent, String adjacent) {
    return Shard.builder()
        .shardId(id)
        .parentShardId(parent)
        .adjacentParentShardId(adjacent)
        .build();
  }
}
