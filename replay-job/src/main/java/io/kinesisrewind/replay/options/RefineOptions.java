package io.kinesisrewind.replay.options;

import io.kinesisrewind.replay.select.Compact;
import io.kinesisrewind.replay.select.Limit;
import io.kinesisrewind.replay.select.SelectionStep;
import io.kinesisrewind.replay.select.Tombstone;
import io.kinesisrewind.runtime.Problems;
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
      names = "--limit",
      paramLabel = "N",
      description =
          "Only the first N of the records that all else selects, by arrival and then position,"
              + " whatever the parallelism. Everything is still read")
  private Long limit;

  /** In the order in which they are to be taken. */
  List<SelectionStep> steps() {
    List<SelectionStep> steps = new ArrayList<>();
    if (compact) {
      steps.add(Compact.step(tombstone == null ? Tombstone.none : tombstone));
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
    problems.require(
        limit == null || limit > 0, "--limit", limit, "write a number of records, 1 or more");
  }

  void describe(Map<String, String> options) {
    if (compact) {
      options.put("compact", "true");
      options.put("tombstone", String.valueOf(tombstone == null ? Tombstone.none : tombstone));
    }
    if (limit != null) {
      options.put("limit", limit.toString());
    }
  }
}
