package io.kinesisrewind.archive;

import io.kinesisrewind.archive.kinesis.StartPosition;
import io.kinesisrewind.archive.streams.StreamTags;
import io.kinesisrewind.runtime.Problems;
import io.kinesisrewind.schemas.ArchiveHour;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
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
      names = "--stream-prefix",
      paramLabel = "PREFIX",
      split = ",",
      description = {
        "Also archive every stream whose name begins so. They are looked for when the job is"
            + " submitted; one that is created later is found at the next start"
      })
  private List<String> prefixes = new ArrayList<>();

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
      description = {
        "What to keep: parquet (every record, in files), latest (the latest of each key, in"
            + " DynamoDB), all (every record, in DynamoDB), or some of them as in parquet+latest"
            + " (default: each stream's tag "
            + StreamTags.MODE
            + ", else parquet+latest)"
      })
  private ArchiveMode mode;

  @Option(
      names = "--ttl",
      paramLabel = "TIME",
      description = {
        "How long after its arrival a record stays in DynamoDB, for instance 90d (default: each"
            + " stream's tag "
            + StreamTags.TTL
            + ", expireSeconds=N, else for ever)"
      })
  private Duration ttl;

  void check(Problems problems) {
    if (streams().isEmpty() && prefixes().isEmpty()) {
      problems.add("--stream: no stream is given; name at least one, or give --stream-prefix");
    }
    checkNames("--stream", streams(), "the name of a stream", problems);
    checkNames("--stream-prefix", prefixes(), "the beginning of a stream's name", problems);
    problems.require(
        ttl == null || StreamTags.isTtl(ttl),
        "--ttl",
        ttl,
        "is not a time to live; write whole seconds, at least 1s and at most 36500d");
  }

  private static void checkNames(
      String option, List<String> names, String what, Problems problems) {
    for (String name : names) {
      problems.require(
          ArchiveHour.isStreamName(name),
          option,
          "'" + name + "'",
          "is not " + what + "; it has 1 to 128 of a-z, A-Z, 0-9, '_', '.', '-'");
    }
  }

  List<String> streams() {
    return distinct(streams);
  }

  List<String> prefixes() {
    return distinct(prefixes);
  }

  private static List<String> distinct(List<String> names) {
    return names.stream().map(String::trim).distinct().collect(Collectors.toUnmodifiableList());
  }

  StartPosition start() {
    return start;
  }

  Optional<ArchiveMode> mode() {
    return Optional.ofNullable(mode);
  }

  Optional<Duration> ttl() {
    return Optional.ofNullable(ttl);
  }
}
