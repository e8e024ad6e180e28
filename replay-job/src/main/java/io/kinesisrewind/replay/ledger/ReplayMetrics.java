package io.kinesisrewind.replay.ledger;

import java.util.Set;
import java.util.TreeSet;

/** The names of a replay's metrics, as docs/operations.md explains them. */
public final class ReplayMetrics {

  /** Of all names: {@code replay.read} and so on. */
  public static final String PREFIX = "replay.";

  /** Records that the pace holds back. */
  public static final String HELD = PREFIX + "held";

  /** Records per second that the pace lets go. */
  public static final String LIMIT = PREFIX + "limit";

  /** Shards of the target that get less than there is for them. */
  public static final String SHARDS_THROTTLED = PREFIX + "shardsThrottled";

  private ReplayMetrics() {}

  /** All of them. */
  static Set<String> names() {
    Set<String> names = new TreeSet<>(Set.of(HELD, LIMIT, SHARDS_THROTTLED));
    LedgerMetrics.names().forEach(name -> names.add(PREFIX + name));
    return names;
  }
}
