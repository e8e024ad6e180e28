package io.kinesisrewind.replay.source.archive.enumerator;

import static org.assertj.core.api.Assertions.assertThat;

import io.kinesisrewind.replay.plan.Selection;
import io.kinesisrewind.replay.source.archive.split.LaneSplit;
import io.kinesisrewind.replay.testing.Assignments;
import io.kinesisrewind.schemas.KeyBucket;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class LaneEnumeratorTest {

  private final Assignments assigned = new Assignments();

  @Test
  void eachReaderGetsItsLanesAtOnceAndIsToldThatThereAreNoMore() {
    LaneEnumerator enumerator = new LaneEnumerator(assigned.context(2), lanes(4));

    enumerator.addReader(1);

    assertThat(assigned.events()).containsExactly("lane 1 of 4, lane 3 of 4 to 1", "no more to 1");
    assertThat(enumerator.snapshotState(1)).hasSize(2);

    enumerator.addReader(0);

    assertThat(assigned.events()).contains("lane 0 of 4, lane 2 of 4 to 0", "no more to 0");
    assertThat(enumerator.snapshotState(2)).isEmpty();
  }

  @Test
  void lanesAreSharedOutEvenlyWhicheverAreLeft() {
    List<LaneSplit> odd = List.of(lanes(4).get(1), lanes(4).get(3));
    LaneEnumerator enumerator = new LaneEnumerator(assigned.context(2), odd);

    enumerator.addReader(0);
    enumerator.addReader(1);

    assertThat(assigned.events())
        .containsExactly("lane 1 of 4 to 0", "no more to 0", "lane 3 of 4 to 1", "no more to 1");
  }

  @Test
  void lanesOfAFailedReaderGoToItsSuccessor() {
    List<LaneSplit> lanes = lanes(2);
    LaneEnumerator enumerator = new LaneEnumerator(assigned.context(2), lanes);
    enumerator.addReader(0);
    assigned.events().clear();

    enumerator.addSplitsBack(lanes.subList(0, 1), 0);
    assertThat(enumerator.snapshotState(1)).hasSize(2);
    enumerator.addReader(0);

    assertThat(assigned.events()).containsExactly("lane 0 of 2 to 0", "no more to 0");
  }

  private static List<LaneSplit> lanes(int count) {
    return IntStream.range(0, count)
        .mapToObj(i -> LaneSplit.of(KeyBucket.of(i, count), Selection.of("orders"), List.of()))
        .collect(Collectors.toList());
  }
}
