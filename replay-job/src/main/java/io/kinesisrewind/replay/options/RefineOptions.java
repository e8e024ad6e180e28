package io.kinesisrewind.replay.options;

import io.kinesisrewind.replay.select.Compact;
import io.kinesisrewind.replay.select.Limit;
import io.kinesisrewind.replay.select.SelectionStep;
import io.kinesisrewind.replay.select.Tombstone;
import io.kinesisrewind.replay.select.WhereStep;
import io.kinesisrewind.runtime.Problems;
import io.kinesisrewind.runtime.UsageException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Option;

/** What is left of the records within the bounds. */
final class RefineOptions {

  @Option(
      names = "--compact",
      description =
          "Only the last record of each key within the bounds: with --to, the state as of that"
              + " time. They are kept in Flink's state, payload and some 300 bytes each, and"
              + " delivered when everything has been read")
  private boolean compact;

  @Option(
      names = "--tombstone",
      paramLabel = "KIND",
      description =
          "Which last record says that its key is gone, so that --compact leaves it out:"
              + " ${COMPLETION-CANDIDATES}; empty is one without data (default: none)")
  private Tombstone tombstone;

  @Option(
      names = "--where",
      paramLabel = "EXPR",
      description =
          "Only records for which this condition of Flink SQL is TRUE, not NULL, over the columns of"
              + " the archive: data is its text, NULL where it is not UTF-8; JSON_VALUE(data, '$.a')"
              + " is NULL where it is not JSON; approximate_arrival_timestamp is a TIMESTAMP in UTC;"
              + " sequence_number is a text. A record that it cannot be evaluated for fails the"
              + " replay: write TRY_CAST for CAST and for RETURNING, NULLIF(a, 0) for a divisor."
              + " With --compact, asked of the last records")
  private String where;

  @Option(
      names = "--limit",
      paramLabel = "N",
      description =
          "Only the first N of the records that all else selects, by arrival and then position,"
              + " whatever the parallelism. Everything is still read")
  private Long limit;

  private SelectionStep compiledWhere;

  /** In the order in which they are to be taken. */
  List<SelectionStep> steps() {
    List<SelectionStep> steps = new ArrayList<>();
    if (compact) {
      steps.add(Compact.step(tombstone == null ? Tombstone.none : tombstone));
    }
    if (where != null) {
      steps.add(whereStep());
    }
    if (limit != null) {
      steps.add(Limit.step(limit));
    }
    return steps;
  }

  void check(Problems problems) {
    problems.require(
        compact || tombstone == null,
        "--tombstone",
        tombstone,
        "only --compact asks which keys are gone; add it, or leave --tombstone out");
    checkWhere(problems);
    problems.require(
        limit == null || limit > 0, "--limit", limit, "write a number of records, 1 or more");
  }

  private void checkWhere(Problems problems) {
    try {
      if (where != null) {
        whereStep();
      }
    } catch (UsageException e) {
      e.problems().forEach(problems::add);
    }
  }

  /** Compiled once. */
  private SelectionStep whereStep() {
    if (compiledWhere == null) {
      compiledWhere = WhereStep.of(where);
    }
    return compiledWhere;
  }

  void describe(Map<String, String> options) {
    if (compact) {
      options.put("compact", "true");
      options.put("tombstone", String.valueOf(tombstone == null ? Tombstone.none : tombstone));
    }
    if (where != null) {
      options.put("where", where);
    }
    if (limit != null) {
      options.put("limit", limit.toString());
    }
  }
}
