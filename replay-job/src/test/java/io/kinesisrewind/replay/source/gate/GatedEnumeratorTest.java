package io.kinesisrewind.replay.source.gate;

import static org.assertj.core.api.Assertions.assertThat;

import io.kinesisrewind.replay.source.stream.split.ShardEnd;
import io.kinesisrewind.replay.source.stream.split.ShardSplit;
import io.kinesisrewind.replay.source.stream.split.ShardSplitSerializer;
import io.kinesisrewind.replay.source.stream.split.ShardStart;
import io.kinesisrewind.replay.testing.Assignments;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
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
            GateState.of(List.of(split("a"), split("b"), split("c", "a", "b"))),
            new ShardSplitSerializer());
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

    enumerator(state).addReader(0);

    assertThat(assigned.events()).containsExactly("b to 0", "no more to 0");
  }

  @Test
  void whatAnEndBringsToLightIsReadAfterAllItComesFromAndOnce() {
    GatedEnumerator<ShardSplit> enumerator = live(live("a"), live("b"));
    assertThat(assigned.events()).containsExactly("a, b to 0");

    end(enumerator, "a", live("c", "a", "b"), live("d", "a"));
    end(enumerator, "a", live("c", "a", "b"), live("d", "a")); // told again
    seal(enumerator, 1);
    assertThat(assigned.events()).containsExactly("a, b to 0", "d to 0");

    end(enumerator, "b", live("c", "a", "b"));
    seal(enumerator, 2);
    assertThat(assigned.events()).containsExactly("a, b to 0", "d to 0", "c to 0");
    end(enumerator, "b", live("c", "a", "b"));
    seal(enumerator, 3);
    end(enumerator, "c");
    assertThat(assigned.events()).hasSize(3);
    end(enumerator, "d");
    assertThat(assigned.events()).hasSize(4).endsWith("no more to 0");
  }

  @Test
  void whatMayStillComeToLightIsWaitedForAndWhatWillNotIsNot() {
    GatedEnumerator<ShardSplit> enumerator = live(live("a"), live("b"));
    end(enumerator, "a", live("d", "a", "c")); // of c, which may come out of b
    seal(enumerator, 1);
    assertThat(assigned.events()).containsExactly("a, b to 0");

    end(enumerator, "b"); // at its bound, before it was closed
    assertThat(assigned.events()).containsExactly("a, b to 0");
    seal(enumerator, 2);
    assertThat(assigned.events()).containsExactly("a, b to 0", "d to 0");
  }

  @Test
  void aRestoredOneKnowsWhatWasBroughtToLight() throws Exception {
    GatedEnumerator<ShardSplit> enumerator = live(live("a"), live("b"));
    end(enumerator, "a", live("c", "a"));
    GateStateSerializer<ShardSplit> serializer =
        new GateStateSerializer<>(new ShardSplitSerializer());
    GateState<ShardSplit> state =
        serializer.deserialize(
            serializer.getVersion(), serializer.serialize(enumerator.snapshotState(1)));
    assigned.events().clear();

    GatedEnumerator<ShardSplit> restored = enumerator(state);
    restored.addReader(0);
    end(restored, "a", live("c", "a"));
    assertThat(assigned.events()).containsExactly("c to 0"); // and b is still being read
    end(restored, "c");
    assertThat(assigned.events()).hasSize(1);
    end(restored, "b");
    assertThat(assigned.events()).containsExactly("c to 0", "no more to 0");
  }

  @Test
  void aStateOfBeforeIsOneOfPlannedSplits() throws Exception {
    GateStateSerializer<ShardSplit> serializer =
        new GateStateSerializer<>(new ShardSplitSerializer());
    byte[] bytes =
        serializer.serialize(new GateState<>(List.of(split("b", "a")), Set.of("a"), Set.of()));

    GateState<ShardSplit> state =
        serializer.deserialize(1, Arrays.copyOf(bytes, bytes.length - Integer.BYTES));

    assertThat(state.ended()).containsExactly("a");
    assertThat(state.given()).isEmpty();
    enumerator(state).addReader(0);
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

    new Simulation(plan, List.of(), random).run(failures);
  }

  /**
   * The same, where only some are planned, others come to light with the ends of their parents, and
   * some ends tell nothing.
   */
  @Property(tries = 500)
  void soItIsWhereSplitsComeToLightWhileOthersAreRead(
      @ForAll long seed,
      @ForAll @IntRange(min = 1, max = 3) int planned,
      @ForAll @IntRange(max = 9) int born,
      @ForAll @IntRange(max = 6) int failures)
      throws Exception {
    Random random = new Random(seed);
    List<ShardSplit> all = new ArrayList<>();
    for (int i = 0; i < planned + born; i++) {
      Set<String> after = new HashSet<>();
      for (int parents = 1 + random.nextInt(2); i >= planned && parents > 0; parents--) {
        after.add(id(random.nextInt(i)));
      }
      all.add(live(id(i), after.toArray(new String[0])));
    }

    new Simulation(all.subList(0, planned), all.subList(planned, all.size()), random).run(failures);
  }

  private static String id(int number) {
    return String.format("s%02d", number);
  }

  private GatedEnumerator<ShardSplit> reading(String first, ShardSplit second) {
    GatedEnumerator<ShardSplit> enumerator =
        new GatedEnumerator<>(
            assigned.context(1),
            GateState.of(List.of(split(first), second)),
            new ShardSplitSerializer());
    enumerator.addReader(0);
    return enumerator;
  }

  private GatedEnumerator<ShardSplit> live(ShardSplit... splits) {
    GatedEnumerator<ShardSplit> enumerator = enumerator(GateState.of(List.of(splits)));
    enumerator.addReader(0);
    return enumerator;
  }

  private GatedEnumerator<ShardSplit> enumerator(GateState<ShardSplit> state) {
    return new GatedEnumerator<>(assigned.context(1), state, new ShardSplitSerializer());
  }

  private static void end(
      GatedEnumerator<ShardSplit> enumerator, String id, ShardSplit... following) {
    enumerator.handleSourceEvent(0, Simulation.word(Set.of(id), List.of(following)));
  }

  private static void seal(GatedEnumerator<ShardSplit> enumerator, long checkpoint) {
    enumerator.snapshotState(checkpoint);
    enumerator.notifyCheckpointComplete(checkpoint);
  }

  private static ShardSplit live(String id, String... after) {
    return ShardSplit.of(
        id,
        Set.of(after),
        ShardStart.trimHorizon(),
        new ShardEnd(Instant.EPOCH, null, ShardEnd.ALL).andOfDescendants());
  }

  private static void end(GatedEnumerator<ShardSplit> enumerator, int reader, String id) {
    enumerator.handleSourceEvent(reader, SplitsEnded.of(Set.of(id)));
  }

  private static ShardSplit split(String id, String... after) {
    return ShardSplit.of(
        id,
        Set.of(after),
        ShardStart.trimHorizon(),
        new ShardEnd(Instant.EPOCH, null, ShardEnd.ALL));
  }
}
