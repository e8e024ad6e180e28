package io.kinesisrewind.schemas.guard;

import io.kinesisrewind.schemas.Position;

/**
 * Decides which records to apply, so that live and replayed records of a partition key leave the
 * same final state in every interleaving, with any repetition, and across restarts.
 *
 * <p>Every record has a rank: its original position, or, for one that overwrites and arrives in its
 * original stream, its own. A record is applied if it ranks above the one applied last. So the
 * final state is that of the highest rank among the records, and does not depend on their order.
 *
 * <pre>{@code
 * Arrival arrival = Arrival.of(stream, shard, position, data);
 * GuardState state = ...;                      // of arrival.originalStream() and the partition key
 * if (ReplayGuard.decide(state, arrival).applies()) {
 *   ... // in one transaction: apply arrival.payload(), save GuardState.after(arrival)
 * }
 * }</pre>
 *
 * <p>It makes updates that replace a key's value convergent. A consumer that adds up (a counter, a
 * sum) needs to remember which records it has counted instead; see {@code docs/consistency.md}.
 */
public final class ReplayGuard {

  private ReplayGuard() {}

  /**
   * @param state what was saved for the record's original stream and its partition key; {@link
   *     GuardState#NONE} where nothing was
   */
  public static Decision decide(GuardState state, Arrival arrival) {
    int above = state.rank().map((Position applied) -> arrival.rank().compareTo(applied)).orElse(1);
    if (above > 0) {
      return Decision.APPLY;
    }
    if (above < 0) {
      return Decision.STALE;
    }
    // The same original once more, hence the same value: applying it changes no state, and lets a
    // consumer that was wrong about it be put right.
    return arrival.overwrites() ? Decision.APPLY : Decision.DUPLICATE;
  }
}
