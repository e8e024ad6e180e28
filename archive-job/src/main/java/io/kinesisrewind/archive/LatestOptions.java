package io.kinesisrewind.archive;

import io.kinesisrewind.runtime.Problems;
import java.time.Duration;
import picocli.CommandLine.Option;

/** How the latest table is kept. */
final class LatestOptions {

  private static final Duration LONGEST_COALESCE = Duration.ofMinutes(10);

  @Option(
      names = "--coalesce",
      paramLabel = "TIME",
      description = {
        "How long a record may wait for a later one of its key, which then is the only one written;"
            + " 0 writes each (default: 1s)"
      })
  private Duration coalesce = Duration.ofSeconds(1);

  @Option(
      names = "--create-tables",
      description = "Create the tables that are missing, with on-demand capacity")
  private boolean createTables;

  void check(Problems problems) {
    problems.require(
        coalesce.compareTo(LONGEST_COALESCE) <= 0,
        "--coalesce",
        coalesce,
        "is out of range; write 0s to 10min");
  }

  Duration coalesce() {
    return coalesce;
  }

  boolean createsTables() {
    return createTables;
  }
}
