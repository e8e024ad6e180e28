package io.kinesisrewind.archive;

import io.kinesisrewind.archive.latest.Tombstone;
import io.kinesisrewind.runtime.Problems;
import java.time.Duration;
import picocli.CommandLine.Option;

/** How the tables are kept. */
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
      names = "--tombstone",
      paramLabel = "WHICH",
      converter = Tombstone.Converter.class,
      description = {
        "Which records delete their key from the latest table: none, or empty, those without data."
            + " What is left is a marker that no older record can replace (default:"
            + " ${DEFAULT-VALUE})"
      })
  private Tombstone tombstone = Tombstone.NONE;

  @Option(
      names = "--create-tables",
      description = {
        "Create the tables that are missing, with on-demand capacity, and have those expire that are"
            + " to"
      })
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

  Tombstone tombstone() {
    return tombstone;
  }

  boolean createsTables() {
    return createTables;
  }
}
