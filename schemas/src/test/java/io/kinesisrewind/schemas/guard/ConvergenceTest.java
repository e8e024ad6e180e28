package io.kinesisrewind.schemas.guard;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/**
 * The state that a consumer ends in depends on what it is handed, not on order, repetition or
 * restarts; and it is the right one.
 */
class ConvergenceTest {

  private static final int LONGEST = 6;

  /** Enough to find a broken guard out. */
  private static final int SHORT = 4;

  @Example
  void everySequenceOfLiveAndReplayedRecordsConverges() {
    for (List<Delivery> deliveries : scenarios()) {
      assertThat(new Interleavings(Rule.GUARD).firstWrong(deliveries, LONGEST)).isEmpty();
    }
  }

  @Example
  void everyOrderWithEveryRestartConverges() {
    for (List<Delivery> deliveries : scenarios()) {
      assertThat(deliveries).hasSize(LONGEST);
      assertThat(new Interleavings(Rule.GUARD).firstWrongWithRestart(deliveries)).isEmpty();
    }
  }

  @Example
  void aBrokenGuardIsFoundOut() {
    BrokenRules.all()
        .forEach(
            (name, broken) -> {
              assertThat(scenarios())
                  .as("orders without a restart: %s", name)
                  .anyMatch(set -> new Interleavings(broken).firstWrong(set, SHORT).isPresent());
              assertThat(scenarios())
                  .as("orders with a restart: %s", name)
                  .anyMatch(
                      set -> new Interleavings(broken).firstWrongWithRestart(set).isPresent());
            });
  }

  @Property
  void longHistoriesConverge(
      @ForAll("histories") List<Delivery> history,
      @ForAll("indices") List<Integer> repeated,
      @ForAll("indices") List<Integer> readAgain,
      @ForAll Random random) {
    List<Delivery> deliveries = new ArrayList<>(history);
    repeated.forEach(i -> deliveries.add(history.get(i % history.size())));
    Collections.shuffle(deliveries, random);

    Consumer consumer = new Consumer(Rule.GUARD);
    int next = 0;
    for (int back : readAgain) {
      int crash = next + random.nextInt(deliveries.size() - next + 1);
      consumer = consumer.take(deliveries.subList(next, crash)).restarted();
      next = Math.max(0, crash - back);
    }
    consumer.take(deliveries.subList(next, deliveries.size()));

    assertThat(consumer.value()).isEqualTo(Interleavings.expected(history));
  }

  /** Each of {@link #LONGEST} records; all their orders are tried. */
  private static List<List<Delivery>> scenarios() {
    return List.of(
        replaysIntoTheStream(), replaysElsewhere(), overwritingReplays(), overwritesElsewhere());
  }

  private static List<Delivery> replaysIntoTheStream() {
    History history = new History();
    Delivery first = history.live();
    Delivery second = history.live();
    Delivery replayed = history.replay(first);
    Delivery third = history.live();
    return List.of(
        first, second, replayed, third, history.replay(second), history.replay(replayed));
  }

  /** With a deletion, which a replay of what came before must not undo. */
  private static List<Delivery> replaysElsewhere() {
    History history = new History();
    Delivery first = history.live();
    Delivery second = history.live();
    Delivery deleted = history.deletion();
    return List.of(
        first,
        second,
        deleted,
        history.replayElsewhere(first),
        history.replayElsewhere(second),
        history.replayElsewhere(deleted));
  }

  /** Two of them, one after the other, with live records in between and after. */
  private static List<Delivery> overwritingReplays() {
    History history = new History();
    Delivery first = history.live();
    Delivery second = history.live();
    Delivery back = history.overwrite(first);
    Delivery third = history.live();
    return List.of(first, second, back, third, history.overwrite(second), history.replay(back));
  }

  private static List<Delivery> overwritesElsewhere() {
    History history = new History();
    Delivery first = history.live();
    Delivery second = history.live();
    Delivery back = history.overwrite(first);
    return List.of(
        first,
        second,
        back,
        history.overwriteElsewhere(first),
        history.overwriteElsewhere(second),
        history.live());
  }

  /** Any live and replayed records, one or more; replays are of any that came before. */
  @Provide
  Arbitrary<List<Delivery>> histories() {
    return Arbitraries.integers()
        .between(0, 5_999)
        .list()
        .ofMinSize(1)
        .ofMaxSize(40)
        .map(ConvergenceTest::history);
  }

  @Provide
  Arbitrary<List<Integer>> indices() {
    return Arbitraries.integers().between(0, 20).list().ofMaxSize(20);
  }

  private static List<Delivery> history(List<Integer> steps) {
    History history = new History();
    List<Delivery> deliveries = new ArrayList<>(List.of(history.live()));
    for (int step : steps) {
      Delivery earlier = deliveries.get(step / 6 % deliveries.size());
      deliveries.add(next(history, step % 6, earlier));
    }
    return deliveries;
  }

  private static Delivery next(History history, int what, Delivery original) {
    switch (what) {
      case 0:
        return history.replay(original);
      case 1:
        return history.overwrite(original);
      case 2:
        return history.replayElsewhere(original);
      case 3:
        return history.overwriteElsewhere(original);
      case 4:
        return history.deletion();
      default:
        return history.live();
    }
  }
}
