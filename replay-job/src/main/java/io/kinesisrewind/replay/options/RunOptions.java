package io.kinesisrewind.replay.options;

import io.kinesisrewind.replay.delivery.Locations;
import io.kinesisrewind.replay.ledger.StatusFile;
import io.kinesisrewind.runtime.Problems;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import org.apache.flink.core.fs.Path;
import picocli.CommandLine.Option;

/** How to run. */
final class RunOptions {

  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss'Z'").withZone(ZoneOffset.UTC);
  private static final int SUFFIXES = 1 << 24;

  @Option(names = "--dry-run", description = "Print what would be read, and write nothing")
  private boolean dryRun;

  @Option(
      names = "--replays",
      paramLabel = "PATH",
      description =
          "Folder of the replays' accounts, here or s3://bucket/path (default: _replays in the"
              + " archive; needed where there is none)")
  private String replays;

  @Option(
      names = "--replay-id",
      paramLabel = "ID",
      description =
          "Name of this replay: in annotations, in the status object ID.json among --replays,"
              + " in file names (default: made up from time and chance)")
  private String replayId = generated(Instant.now(), ThreadLocalRandom.current().nextInt(SUFFIXES));

  boolean dryRun() {
    return dryRun;
  }

  String replayId() {
    return replayId;
  }

  Optional<Path> replays(Path archive) {
    if (replays != null) {
      return Optional.of(Locations.parse(replays));
    }
    return Optional.ofNullable(archive).map(StatusFile::folderIn);
  }

  /**
   * @param hasArchive or has to have one, whose absence is told elsewhere
   */
  void check(boolean hasArchive, Problems problems) {
    if (replays == null) {
      problems.require(
          hasArchive || dryRun,
          "--replays",
          "is missing",
          "without an archive, say where the account of the replay is to be kept: a folder, here or"
              + " s3://bucket/path");
    } else {
      checkPath(problems);
    }
    problems.require(
        replayId.matches("[a-zA-Z0-9_-]{1,64}"),
        "--replay-id",
        replayId,
        "is not an id; 1 to 64 letters, digits, '-' and '_' make one");
  }

  private void checkPath(Problems problems) {
    try {
      Locations.parse(replays);
    } catch (IllegalArgumentException e) {
      problems.add("--replays", replays, "is not a path; write /a/folder or s3://bucket/path");
    }
  }

  static String generated(Instant now, int suffix) {
    return String.format("replay-%s-%06x", TIME.format(now), suffix);
  }
}
