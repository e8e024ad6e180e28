package io.kinesisrewind.archive.chaos;

import static org.assertj.core.api.Assertions.assertThat;

import io.kinesisrewind.archive.support.PutRecord;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** What was put against what is archived; with a message that fits on a screen. */
final class Account {

  private static final int SHOWN = 10;

  private Account() {}

  /** Every record once, and nothing else. */
  static void assertBalanced(Collection<PutRecord> puts, Collection<PutRecord> rows) {
    List<PutRecord> missing = minus(puts, rows);
    List<PutRecord> surplus = minus(rows, puts);
    assertThat(missing.size())
        .as("put, but not archived: %s", missing.stream().limit(SHOWN).toList())
        .isZero();
    assertThat(surplus.size())
        .as("archived twice, or not put at all: %s", surplus.stream().limit(SHOWN).toList())
        .isZero();
  }

  private static List<PutRecord> minus(Collection<PutRecord> from, Collection<PutRecord> what) {
    Map<PutRecord, Integer> counts = new HashMap<>();
    what.forEach(record -> counts.merge(record, 1, Integer::sum));
    return from.stream()
        .filter(record -> counts.merge(record, -1, Integer::sum) < 0)
        .collect(Collectors.toList());
  }
}
