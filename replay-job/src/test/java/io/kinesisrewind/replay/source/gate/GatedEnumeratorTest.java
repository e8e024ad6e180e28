package io.kinesisrewind.replay.source.gate;

import static org.assertj.core.api.Assertions.assertThat;

import io.kinesisrewind.replay.source.stream.split.ShardEnd;
import io.kinesisrewind.replay.source.stream.split.ShardSplit;
import io.kinesisrewind.replay.source.stream.split.ShardStart;
import io.kinesisrewind.replay.testing.Assignments;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class GatedEnumeratorTest {

  private final Assignments assigned = new Assignments();

  @Test
  void aChildWaitsForACheckpointThatBeganAfterItsParentsEnd() {
    GatedEnumerator<ShardSplit> enumerator =
        new GatedEnumerator<>(
            assigned.context(2),
            GateState.of(List.of(split("a"), split("b"), split("c", "a", "b"))));
    enumerator.addReader(0);
    enumerator.addReader(1);
    assertThat(assigned.events()).containsExactly("a to 0", "b to 1");

    end(enumerator, 0, "a");
    enumerator.snapshotState(1);
    end(enumerator, 1, "b");
    enumerator.notifyCheckpointComplete(1);
    assertThat(assigned.events()).hasSize(2); // b ended after the checkpoint had begun

    enumerator.snapshotState(2);
    assertThat(assigned.events()).hasSize(2);
    enumerator.notifyCheckpointComplete(2);
    assertThat(assigned.events())
        .containsExactly("a to 0", "b to 1", "c to 0", "no more to 0", "no more to 1");

    enumerator.notifyCheckpointComplete(3);
    assertThat(assigned.events()).hasSize(5);
  }

  @Test
  void aLaterCheckpointWillDoWhereOneIsAborted() {
    GatedEnumerator<ShardSplit> enumerator = reading("a", split("b", "a"));
    end(enumerator, 0, "a");
    enumerator.snapshotState(1);
    enumerator.snapshotState(2);
    enumerator.notifyCheckpointComplete(2);

    assertThat(assigned.events()).contains("b to 0");
  }

  @Test
  void anEndThatAFailureTookBackCountsNoMore() {
    GatedEnumerator<ShardSplit> enumerator = reading("a", split("b", "a"));
    end(enumerator, 0, "a");
    enumerator.addSplitsBack(List.of(), 0); // the reader goes back to before the end of a
    enumerator.addReader(0);
    enumerator.snapshotState(1);
    enumerator.notifyCheckpointComplete(1);
    assertThat(assigned.events()).doesNotContain("b to 0");

    end(enumerator, 0, "a");
    enumerator.snapshotState(2);
    enumerator.notifyCheckpointComplete(2);
    assertThat(assigned.events()).contains("b to 0");
  }

  @Test
  void whatACheckpointSaysHasEndedIsBehindItWhenItIsRestored() {
    GatedEnumerator<ShardSplit> enumerator = reading("a", split("b", "a"));
    end(enumerator, 0, "a");
    GateState<ShardSplit> state = enumerator.snapshotState(1);
    assigned.events().clear();

    new GatedEnumerator<>(assigned.context(1), state).addReader(0);

    assertThat(assigned.events()).containsExactly("b to 0", "no more to 0");
  }

  /** Random families of splits, random times for everything, failures of both kinds. */
  @Property(tries = 500)
  void noSplitIsGivenOutBeforeWhatItFollowsIsSealedAndAllAreGivenOutInTheEnd(
      @ForAll long seed,
      @ForAll @IntRange(min = 1, max = 9) int count,
      @ForAll @IntRange(max = 6) int failures)
      throws Exception {
    Random random = new Random(seed);
    List<ShardSplit> plan = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      Set<String> after = new HashSet<>();
      for (int parents = random.nextInt(3); i > 0 && parents > 0; parents--) {
        after.add("s" + random.nextInt(i));
      }
      plan.add(split("s" + i, after.toArray(new String[0])));
    }

    new Simulation(plan, random).run(failures);
  }

  private GatedEnumerator<ShardSplit> reading(String first, ShardSplit second) {
    GatedEnumerator<ShardSplit> enumerator =
        new GatedEnumerator<>(assigned.context(1), GateState.of(List.of(split(first), second)));
    enumerator.addReader(0);
    return enumerator;
  }

  private static void end(GatedEnumerator<ShardSplit> enumerator, int reader, String id) {
    enumerator.handleSourceEvent(reader, new SplitsEnded(Set.of(id)));
  }

  private static ShardSplit split(String id, String... after) {
    return ShardSplit.of(
        id,
        Set.of(after),
        ShardStart.trimHorizon(),
        new ShardEnd(Instant.EPOCH, null, ShardEnd.ALL));
  }
}
