package io.kinesisrewind.schemas.guard;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * Tries interleavings, all of them, and reports the first after which a consumer is not in the
 * state that the set of its deliveries alone calls for.
 */
final class Interleavings {

  private final Rule rule;

  Interleavings(Rule rule) {
    this.rule = rule;
  }

  /** Every sequence of up to so many of the deliveries, each any number of times. */
  Optional<String> firstWrong(List<Delivery> deliveries, int longest) {
    return firstWrong(new Consumer(rule), new ArrayList<>(), deliveries, longest);
  }

  private Optional<String> firstWrong(
      Consumer consumer, List<Delivery> taken, List<Delivery> deliveries, int more) {
    for (Delivery next : more == 0 ? List.<Delivery>of() : deliveries) {
      Consumer after = consumer.restarted().take(next);
      taken.add(next);
      Optional<String> wrong =
          wrong(after, taken).or(() -> firstWrong(after, taken, deliveries, more - 1));
      taken.remove(taken.size() - 1);
      if (wrong.isPresent()) {
        return wrong;
      }
    }
    return Optional.empty();
  }

  /**
   * Every order of the deliveries, with a crash after each of them and every place to read on from.
   */
  Optional<String> firstWrongWithRestart(List<Delivery> deliveries) {
    return permutations(deliveries).stream().flatMap(order -> restarts(order).stream()).findFirst();
  }

  private List<String> restarts(List<Delivery> order) {
    List<String> wrong = new ArrayList<>();
    for (int crash = 1; crash <= order.size(); crash++) {
      Consumer crashed = new Consumer(rule).take(order.subList(0, crash));
      for (int checkpoint = 0; checkpoint <= crash; checkpoint++) {
        List<Delivery> again = order.subList(checkpoint, order.size());
        String where = " crashed at " + crash + ", read on from " + checkpoint;
        // A consumer with a database: what it applied is there, its place in the stream is not.
        wrong(crashed.restarted().take(again), order)
            .map(text -> text + where)
            .ifPresent(wrong::add);
        // A Flink job: state and place go back together.
        Consumer restored = new Consumer(rule).take(order.subList(0, checkpoint)).restarted();
        wrong(restored.take(again), order).map(text -> text + where).ifPresent(wrong::add);
      }
    }
    return wrong;
  }

  static List<List<Delivery>> permutations(List<Delivery> deliveries) {
    if (deliveries.isEmpty()) {
      return List.of(List.of());
    }
    List<List<Delivery>> all = new ArrayList<>();
    for (int first = 0; first < deliveries.size(); first++) {
      List<Delivery> rest = new ArrayList<>(deliveries);
      Delivery head = rest.remove(first);
      for (List<Delivery> tail : permutations(rest)) {
        List<Delivery> order = new ArrayList<>(List.of(head));
        order.addAll(tail);
        all.add(order);
      }
    }
    return all;
  }

  /** What the highest write among the deliveries says. */
  static String expected(List<Delivery> taken) {
    return Collections.max(taken, Comparator.comparingInt((Delivery delivery) -> delivery.write))
        .value;
  }

  private static Optional<String> wrong(Consumer consumer, List<Delivery> taken) {
    return consumer.value().equals(expected(taken))
        ? Optional.empty()
        : Optional.of(consumer.value() + " instead of " + expected(taken) + " after " + taken);
  }
}
