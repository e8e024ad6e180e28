package io.kinesisrewind.archive.compact;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;

/** Names that a run of the job makes up. They sort by time. */
final class RunId {

  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("uuuuMMdd'T'HHmmssSSS'Z'").withZone(ZoneOffset.UTC);
  private static final String PREFIX = "compact-";
  private static final int TIME_LENGTH = TIME.format(Instant.EPOCH).length();

  private RunId() {}

  static String next(Instant now) {
    return String.format(
        "%s%s-%06x", PREFIX, TIME.format(now), ThreadLocalRandom.current().nextInt(1 << 24));
  }

  /** When the run was started; empty for any other name. */
  static Optional<Instant> startOf(String runId) {
    if (!runId.startsWith(PREFIX) || runId.length() < PREFIX.length() + TIME_LENGTH) {
      return Optional.empty();
    }
    try {
      String time = runId.substring(PREFIX.length(), PREFIX.length() + TIME_LENGTH);
      return Optional.of(Instant.from(TIME.parse(time)));
    } catch (DateTimeException e) {
      return Optional.empty();
    }
  }

  /** Id of one compaction of a run. */
  static String compaction(String runId) {
    return runId + "." + UUID.randomUUID();
  }

  static boolean isOf(String compaction, String runId) {
    return compaction.startsWith(runId + ".");
  }

  /**
   * The unique part of a new file's name. It sorts after those of all files that the new one can
   * replace: the archive job's begin with a hexadecimal digit, a compaction's with an earlier time.
   * A reader that lists a folder page by page, in this order, while files are replaced, then sees a
   * record's old file or its new one, or both, but never neither.
   */
  static String fileName(Instant now) {
    return "merged-" + TIME.format(now) + "-" + UUID.randomUUID();
  }
}
