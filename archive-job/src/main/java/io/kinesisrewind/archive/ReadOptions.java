package io.kinesisrewind.archive;

import io.kinesisrewind.archive.kinesis.StartPosition;
import io.kinesisrewind.runtime.Problems;
import io.kinesisrewind.schemas.ArchiveHour;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import picocli.CommandLine.Option;

/** Which streams, from where, and what becomes of the records. */
final class ReadOptions {

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
}
