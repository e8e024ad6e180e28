package io.kinesisrewind.replay.source.archive.reader;

import io.kinesisrewind.replay.plan.KeyChoice;
import io.kinesisrewind.replay.plan.Selection;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.parquet.filter2.compat.FilterCompat;
import org.apache.parquet.filter2.predicate.FilterApi;
import org.apache.parquet.filter2.predicate.FilterPredicate;
import org.apache.parquet.io.api.Binary;

/**
 * The part of a selection that Parquet can apply while it reads: to row groups by statistics and
 * Bloom filter, to pages by the column index, and to rows. Sequence numbers are text in the file,
 * whose order is not theirs, so bounds on them are left to the select step.
 */
final class PushDown {

  private static final String KEY = "partition_key";
  private static final int FEW_KEYS = 16;

  private PushDown() {}

  static FilterCompat.Filter filter(Selection selection) {
    List<FilterPredicate> predicates = new ArrayList<>();
    keys(selection.keyChoice()).ifPresent(predicates::add);
    if (!selection.shards().isEmpty()) {
      predicates.add(oneOf("shard_id", selection.shards()));
    }
    var arrival = FilterApi.longColumn("approximate_arrival_timestamp");
    // A bound between two milliseconds lets through what arrived at the later one.
    selection
        .from()
        .ifPresent(from -> predicates.add(FilterApi.gtEq(arrival, millisRoundedUp(from))));
    selection.to().ifPresent(to -> predicates.add(FilterApi.lt(arrival, millisRoundedUp(to))));
    return predicates.stream()
        .reduce(FilterApi::and)
        .map(FilterCompat::get)
        .orElse(FilterCompat.NOOP);
  }

  /**
   * A single key is a plain equality. A few are looked up in Bloom filters as well, which only
   * Parquet's own predicates are; it compares each row with each of them, though, and takes pages
   * by the least and the greatest.
   */
  private static Optional<FilterPredicate> keys(KeyChoice choice) {
    if (choice.readsAll()) {
      return Optional.empty();
    }
    boolean few = choice.prefixes().isEmpty() && choice.keys().size() <= FEW_KEYS;
    if (few && choice.keys().size() == 1) {
      return Optional.of(oneOf(KEY, choice.keys()));
    }
    FilterPredicate chosen =
        FilterApi.userDefined(FilterApi.binaryColumn(KEY), new ChosenKeys(choice));
    return Optional.of(few ? FilterApi.and(oneOf(KEY, choice.keys()), chosen) : chosen);
  }

  private static FilterPredicate oneOf(String column, Collection<String> texts) {
    Set<Binary> values = texts.stream().map(Binary::fromString).collect(Collectors.toSet());
    return values.size() == 1
        ? FilterApi.eq(FilterApi.binaryColumn(column), values.iterator().next())
        : FilterApi.in(FilterApi.binaryColumn(column), values);
  }

  private static long millisRoundedUp(java.time.Instant instant) {
    long millis = instant.toEpochMilli();
    return instant.equals(java.time.Instant.ofEpochMilli(millis)) ? millis : millis + 1;
  }
}
