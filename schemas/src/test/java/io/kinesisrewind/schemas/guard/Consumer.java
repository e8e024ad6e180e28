package io.kinesisrewind.schemas.guard;

import static java.nio.charset.StandardCharsets.UTF_8;

/** Keeps the last value of one key, and its rule's state with it, as bytes. */
final class Consumer {

  private final Rule rule;
  private byte[] saved = {};
  private String value = "nothing";

  Consumer(Rule rule) {
    this.rule = rule;
  }

  /** What a restart leaves of a consumer: its value and its saved bytes. */
  Consumer restarted() {
    Consumer copy = new Consumer(rule);
    copy.saved = saved.clone();
    copy.value = value;
    return copy;
  }

  Consumer take(Iterable<Delivery> deliveries) {
    deliveries.forEach(this::take);
    return this;
  }

  Consumer take(Delivery delivery) {
    rule.apply(saved, delivery)
        .ifPresent(
            state -> {
              saved = state;
              value = new String(delivery.arrival.payload(), UTF_8);
            });
    return this;
  }

  String value() {
    return value;
  }
}
