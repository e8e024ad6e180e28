package io.kinesisrewind.replay.options;

import io.kinesisrewind.replay.source.SourceSpec;
import io.kinesisrewind.replay.source.stream.reader.PollSettings;
import io.kinesisrewind.runtime.Problems;
import java.time.Duration;
import java.util.Map;
import picocli.CommandLine.Option;

/** What only a live stream has. */
final class StreamOptions {

  private static final int DEFAULT_BATCH = 10_000;
  private static final Duration DEFAULT_DELAY = Duration.ofMillis(250);
  private static final Duration DEFAULT_OVERLAP = Duration.ofMinutes(10);
  private static final int DEFAULT_EMPTY_POLLS = 5;
  private static final int MOST_RECORDS = 10_000;
  private static final Duration LONGEST_DELAY = Duration.ofMinutes(1);
  private static final int MOST_EMPTY_POLLS = 1_000;

  @Option(
      names = "--max-records-per-shard",
      paramLabel = "N",
      description =
          "Only the first N records of each shard from where reading starts, whatever their keys;"
              + " needs --source stream")
  private Long recordsPerShard;

  @Option(
      names = "--poll-batch",
      paramLabel = "N",
      description = "How many records one read of a shard may bring, up to 10000 (default: 10000)")
  private Integer batch;

  @Option(
      names = "--poll-delay",
      paramLabel = "TIME",
      description =
          "Between two reads of one shard, which all who poll it together may read five times a"
              + " second (default: 250ms)")
  private Duration delay;

  @Option(
      names = "--max-empty-polls",
      paramLabel = "N",
      description =
          "After so many reads in a row that find nothing, where the shard has nothing more, an"
              + " open shard is at its end; with a --to in the future they count from 10 s after it"
              + " (default: 5)")
  private Integer emptyPolls;

  @Option(
      names = "--include-replays",
      description =
          "Replay records, too, that came into the stream through a replay; otherwise they are left"
              + " out, as an archive does, and counted as filtered")
  private boolean includeReplays;

  @Option(
      names = "--overlap",
      paramLabel = "TIME",
      description =
          "With --source both: by how much the stream is read from before the archive's last record,"
              + " as the latest files become visible one after the other. Longer than the archive"
              + " job's checkpoint interval, publishing included (default: 10min)")
  private Duration overlap;

  /** Null for all. */
  Long recordsPerShard() {
    return recordsPerShard;
  }

  PollSettings pollSettings() {
    return new PollSettings(
        batch == null ? DEFAULT_BATCH : batch,
        delay == null ? DEFAULT_DELAY : delay,
        emptyPolls == null ? DEFAULT_EMPTY_POLLS : emptyPolls);
  }

  Duration overlap() {
    return overlap == null ? DEFAULT_OVERLAP : overlap;
  }

  boolean leavesOutReplays(SourceSpec source) {
    return source.readsStream() && !includeReplays;
  }

  void check(SourceSpec source, Problems problems) {
    if (!source.readsStream()) {
      refuse("--poll-batch", batch, source, problems);
      refuse("--poll-delay", delay, source, problems);
      refuse("--max-empty-polls", emptyPolls, source, problems);
      refuse("--include-replays", includeReplays ? true : null, source, problems);
    }
    if (source.kind() != SourceSpec.Kind.BOTH) {
      problems.require(
          overlap == null,
          "--overlap",
          overlap,
          "only --source both passes from an archive to its stream; leave it out");
    }
    if (source.kind() != SourceSpec.Kind.STREAM) {
      refuse("--max-records-per-shard", recordsPerShard, source, problems);
    }
    problems.require(
        recordsPerShard == null || recordsPerShard > 0,
        "--max-records-per-shard",
        recordsPerShard,
        "write a number of records, 1 or more");
    requireBetween(MOST_RECORDS, "--poll-batch", batch, problems);
    requireBetween(MOST_EMPTY_POLLS, "--max-empty-polls", emptyPolls, problems);
    problems.require(
        delay == null || delay.compareTo(LONGEST_DELAY) <= 0,
        "--poll-delay",
        delay,
        "is longer than a minute; write for instance 1s");
  }

  void describe(Map<String, String> options) {
    if (recordsPerShard != null) {
      options.put("max-records-per-shard", recordsPerShard.toString());
    }
    if (overlap != null) {
      options.put("overlap", overlap.toString());
    }
    if (includeReplays) {
      options.put("include-replays", "true");
    }
  }

  private static void refuse(String option, Object given, SourceSpec source, Problems problems) {
    problems.require(
        given == null,
        option,
        given,
        "--source "
            + source
            + " has no use for it; leave it out, or read a stream with --source"
            + " stream");
  }

  private static void requireBetween(int most, String option, Integer value, Problems problems) {
    problems.require(
        value == null || (value >= 1 && value <= most),
        option,
        value,
        "write a number from 1 to " + most);
  }
}
