package io.kinesisrewind.archive;

import io.kinesisrewind.archive.kinesis.StartPosition;
import io.kinesisrewind.runtime.Problems;
import io.kinesisrewind.schemas.ArchiveHour;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import picocli.CommandLine.Option;

/** Which streams, from where, how often, and what becomes of the records. */
final class ReadOptions {

  private static final Duration LONGEST_POLL_INTERVAL = Duration.ofMinutes(4);

  @Option(
      names = "--stream",
      paramLabel = "NAME",
      split = ",",
      description = "A stream to archive; repeat it, or separate with commas, for more")
  private List<String> streams = new ArrayList<>();

  @Option(
      names = "--start",
      paramLabel = "START",
      converter = StartPosition.Converter.class,
      description = {
        "Where a first start begins to read: trim-horizon (the oldest there is), latest, or a time"
            + " such as 2026-03-01T10:00:00Z or now-2h (default: ${DEFAULT-VALUE})."
            + " A job restored from a savepoint goes on where it was."
      })
  private StartPosition start = StartPosition.trimHorizon();

  @Option(
      names = "--mode",
      paramLabel = "MODE",
      converter = ArchiveMode.Converter.class,
      description = "What to keep: parquet, latest or parquet+latest (default: ${DEFAULT-VALUE})")
  private ArchiveMode mode = ArchiveMode.parse("parquet+latest");

  @Option(
      names = "--poll-interval",
      paramLabel = "TIME",
      description = {
        "Between two reads of one shard, which all pollers of a stream together may read five times"
            + " a second (default: 1s)"
      })
  private Duration pollInterval = Duration.ofSeconds(1);

  void check(Problems problems) {
    if (streams().isEmpty()) {
      problems.add("--stream: no stream is given; name at least one");
    }
    for (String stream : streams()) {
      problems.require(
          ArchiveHour.isStreamName(stream),
          "--stream",
          "'" + stream + "'",
          "is not the name of a stream; it has 1 to 128 of a-z, A-Z, 0-9, '_', '.', '-'");
    }
    problems.require(
        pollInterval.toMillis() > 0 && pollInterval.compareTo(LONGEST_POLL_INTERVAL) <= 0,
        "--poll-interval",
        pollInterval,
        "is out of range; write 1ms to 4min (Kinesis' read positions expire after 5)");
  }

  List<String> streams() {
    return streams.stream().map(String::trim).distinct().collect(Collectors.toUnmodifiableList());
  }

  StartPosition start() {
    return start;
  }

  ArchiveMode mode() {
    return mode;
  }

  Duration pollInterval() {
    return pollInterval;
  }
}
