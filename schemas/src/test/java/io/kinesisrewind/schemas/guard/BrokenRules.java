package io.kinesisrewind.schemas.guard;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.kinesisrewind.schemas.Position;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/** Guards that look right at first sight. Each must be found out, or the tests show nothing. */
final class BrokenRules {

  private BrokenRules() {}

  static Map<String, Rule> all() {
    Map<String, Rule> rules = new LinkedHashMap<>();
    rules.put("no guard", (saved, delivery) -> Optional.of(new byte[0]));
    rules.put("a replayed record's own position", highest(Delivery::position));
    rules.put(
        "the original position, even of what overwrites",
        highest(delivery -> delivery.arrival.originalPosition()));
    rules.put(
        "the own position of what overwrites, in whatever stream",
        highest(
            delivery ->
                delivery.arrival.overwrites()
                    ? delivery.position()
                    : delivery.arrival.originalPosition()));
    rules.put("positions compared as text", BrokenRules::asText);
    rules.put("overwriting moves the state back", overwriting(false));
    rules.put("overwriting keeps the highest state", overwriting(true));
    rules.put("deleted keys are forgotten", BrokenRules::forgetful);
    return rules;
  }

  private static Rule highest(Function<Delivery, Position> rank) {
    return (saved, delivery) -> {
      Position position = rank.apply(delivery);
      boolean applies = saved.length == 0 || Position.fromBytes(saved).compareTo(position) < 0;
      return applies ? Optional.of(position.toBytes()) : Optional.empty();
    };
  }

  private static Optional<byte[]> asText(byte[] saved, Delivery delivery) {
    String rank = delivery.arrival.rank().sequenceNumber();
    return new String(saved, UTF_8).compareTo(rank) < 0
        ? Optional.of(rank.getBytes(UTF_8))
        : Optional.empty();
  }

  /** "Apply regardless", to the letter. */
  private static Rule overwriting(boolean keepHighest) {
    Rule highest = highest(delivery -> delivery.arrival.originalPosition());
    return (saved, delivery) -> {
      Optional<byte[]> above = highest.apply(saved, delivery);
      if (above.isPresent() || !delivery.arrival.overwrites()) {
        return above;
      }
      return Optional.of(keepHighest ? saved : delivery.arrival.originalPosition().toBytes());
    };
  }

  private static Optional<byte[]> forgetful(byte[] saved, Delivery delivery) {
    return Rule.GUARD
        .apply(saved, delivery)
        .map(state -> delivery.value.isEmpty() ? new byte[0] : state);
  }
}
