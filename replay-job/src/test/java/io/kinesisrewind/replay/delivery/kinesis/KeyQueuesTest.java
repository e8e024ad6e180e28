package io.kinesisrewind.replay.delivery.kinesis;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class KeyQueuesTest {

  private static final DispatchLimits TWO_A_CALL =
      new DispatchLimits(2, 1_000, 1, Duration.ZERO, Duration.ZERO, Duration.ZERO);

  private final KeyQueues queues = new KeyQueues();

  @Test
  void theNextOfAKeyGoesBeforeOthersThatCameLater() {
    Submission a1 = add("a");
    Submission a2 = add("a");
    Submission b = add("b");
    Submission c = add("c");
    assertThat(nextBatch()).containsExactly(a1, b);

    queues.accepted(a1);

    assertThat(nextBatch()).containsExactly(a2, c);
  }

  @Test
  void whatIsTriedAgainGoesInTheOrderInWhichItCame() {
    Submission a = add("a");
    Submission b = add("b");
    nextBatch();
    add("c");

    queues.tryAgain(a);
    queues.tryAgain(b);

    assertThat(nextBatch()).containsExactly(a, b);
  }

  @Test
  void whatIsHeldBackKeepsItsPlaceAndHoldsUpNoOther() {
    Submission a = add("a");
    Submission b = add("b");
    Submission c = add("c");

    assertThat(queues.nextBatch(TWO_A_CALL, entry -> !entry.partitionKey().equals("a")))
        .containsExactly(b, c);
    Submission d = add("d");

    assertThat(nextBatch()).containsExactly(a, d);
  }

  @Test
  void aRecordIsUrgentWhileManyOfItsKeyWaitBehindIt() {
    List<Submission> all =
        IntStream.range(0, KeyQueues.BACKLOG + 3).mapToObj(i -> add("a")).toList();
    assertThat(queues.isUrgent()).as("the first may share its call").isFalse();

    nextBatch();
    queues.accepted(all.get(0));
    assertThat(queues.isUrgent()).isTrue();

    nextBatch();
    assertThat(queues.isUrgent()).as("it is on its way").isFalse();
    queues.accepted(all.get(1));
    assertThat(queues.isUrgent()).isTrue();

    nextBatch();
    queues.accepted(all.get(2));
    assertThat(queues.isUrgent()).as("few are left").isFalse();
  }

  @Test
  void nothingIsLeftBehindWhenAllIsTaken() {
    Submission a1 = add("a");
    Submission a2 = add("a");
    nextBatch();
    Submission b = add("b");

    assertThat(queues.drain()).containsExactlyInAnyOrder(a1, a2, b);
    assertThat(queues.ready()).isZero();
    assertThat(nextBatch()).isEmpty();
  }

  private List<Submission> nextBatch() {
    return queues.nextBatch(TWO_A_CALL, entry -> true);
  }

  private Submission add(String key) {
    Submission submission = new Submission(FakeKinesis.entry(key, 0));
    queues.add(submission);
    return submission;
  }
}
