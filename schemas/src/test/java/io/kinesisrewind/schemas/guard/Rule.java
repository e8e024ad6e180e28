package io.kinesisrewind.schemas.guard;

import java.util.Optional;

/** How a consumer decides: the guard, or a broken one. */
interface Rule {

  /** What the project promises of. */
  Rule GUARD =
      (saved, delivery) ->
          ReplayGuard.decide(GuardState.fromBytes(saved), delivery.arrival).applies()
              ? Optional.of(GuardState.after(delivery.arrival).toBytes())
              : Optional.empty();

  /**
   * The state to save once the delivery has been applied; empty where it is to be left out.
   *
   * @param saved of the last delivery applied; empty at first
   */
  Optional<byte[]> apply(byte[] saved, Delivery delivery);
}
