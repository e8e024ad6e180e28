package io.kinesisrewind.replay.options;

import io.kinesisrewind.replay.delivery.Locations;
import io.kinesisrewind.replay.ledger.StatusFile;
import io.kinesisrewind.runtime.Problems;
import java.math.BigDecimal;
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

  @Option(
      names = "--dry-run",
      description =
          "Print what would be read, how long it takes and what it costs at the target, and write"
              + " nothing")
  private boolean dryRun;

  @Option(
      names = "--replays",
      paramLabel = "PATH",
      description =
          "Folder of the replays' accounts, here or s3://bucket/path (default: _replays in the"
              + " archive; needed where there is none)")
  private String replays;

  @Option(
      names = "--price-per-million-put-units",
      paramLabel = "PRICE",
      description =
          "What a million PUT payload units cost in the target's region, for --dry-run to tell the"
              + " cost (default: it tells the units)")
  private BigDecimal putUnitPrice;

  @Option(
      names = "--replay-id",
      paramLabel = "ID",
      description =
          "Name of this replay: in annotations, in the status object ID.json among --replays,"
              + " in file names (default: made up from time and chance)")
  private String replayId;

  @Option(
      names = "--resume",
      paramLabel = "ID",
      description =
          "Go on with a replay that failed, was cancelled or lost, from its last checkpoint. Its"
              + " options are known; beside this, --archive is enough")
  private String resumed;

  private final String generated =
      generated(Instant.now(), ThreadLocalRandom.current().nextInt(SUFFIXES));

  boolean dryRun() {
    return dryRun;
  }

  Optional<BigDecimal> putUnitPrice() {
    return Optional.ofNullable(putUnitPrice);
  }

  String replayId() {
    if (resumed != null) {
      return resumed;
    }
    return replayId == null ? generated : replayId;
  }

  boolean resumes() {
    return resumed != null;
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
        replayId().matches(StatusFile.ID),
        resumes() ? "--resume" : "--replay-id",
        replayId(),
        "is not an id; 1 to 64 letters, digits, '-' and '_' make one");
    problems.require(
        putUnitPrice == null || putUnitPrice.signum() >= 0,
        "--price-per-million-put-units",
        putUnitPrice,
        "is not a price; write for instance 0.014");
    if (resumes()) {
      problems.require(
          replayId == null,
          "--replay-id",
          replayId,
          "a replay that goes on keeps its id; leave --replay-id out");
      problems.require(
          !dryRun, "--dry-run", "true", "a replay that goes on has its plan; leave --dry-run out");
    }
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
