package io.kinesisrewind.replay.options;

import io.kinesisrewind.replay.source.SourceSpec;
import io.kinesisrewind.runtime.Problems;
import java.util.Map;
import picocli.CommandLine.Option;

/** How the latest table is read. */
final class LatestOptions {

  /** Of DynamoDB. */
  private static final int MOST_SEGMENTS = 1_000_000;

  @Option(
      names = "--segments",
      paramLabel = "N",
      description =
          "Parts of the latest table that are read by themselves, as many at a time as there are"
              + " tasks (default: ${DEFAULT-VALUE})")
  private int segments = 64;

  @Option(
      names = "--consistent",
      description =
          "See every write to the latest table that was done before its part is read; costs twice"
              + " the read capacity")
  private boolean consistent;

  @Option(
      names = "--max-read-units",
      paramLabel = "N",
      description =
          "Capacity of the latest table to consume in a second at most, so that its other users"
              + " have theirs (default: as much as there is)")
  private Double maxReadUnits;

  int segments() {
    return segments;
  }

  boolean consistent() {
    return consistent;
  }

  /** 0 for as many as there are. */
  double maxReadUnits() {
    return maxReadUnits == null ? 0 : maxReadUnits;
  }

  void check(SourceSpec source, Problems problems) {
    problems.require(
        segments >= 1 && segments <= MOST_SEGMENTS,
        "--segments",
        segments,
        "write a number from 1 to " + MOST_SEGMENTS);
    problems.require(
        maxReadUnits == null || (maxReadUnits > 0 && !maxReadUnits.isInfinite()),
        "--max-read-units",
        maxReadUnits,
        "write a number above 0");
    problems.require(
        source.kind() == SourceSpec.Kind.LATEST || (!consistent && maxReadUnits == null),
        consistent ? "--consistent" : "--max-read-units",
        consistent ? "" : maxReadUnits,
        "only --source latest reads a table; add that, or leave it out");
  }

  void describe(SourceSpec source, Map<String, String> options) {
    if (source.kind() == SourceSpec.Kind.LATEST) {
      options.put("consistent", Boolean.toString(consistent));
    }
  }
}
