package io.kinesisrewind.schemas;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Optional;

/**
 * Where a file is kept for a while after a compaction has replaced it, for replays that had planned
 * to read it:
 *
 * <pre>_replaced/stream_name=.../arrival_date=.../arrival_hour=.../&lt;file name&gt;.&lt;time&gt;
 * </pre>
 *
 * Neither the folder nor the name is one that a reader of the archive as a table would take.
 */
public final class ReplacedFile {

  /** Folder in the archive. */
  public static final String FOLDER = "_replaced";

  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("uuuuMMdd'T'HHmmssSSS'Z'").withZone(ZoneOffset.UTC);

  private ReplacedFile() {}

  /** The folder, relative to the archive, for files of an hour. */
  public static String folder(ArchiveHour hour) {
    return FOLDER + "/" + hour.path();
  }

  /** The name under which a file is kept that was replaced at a time. */
  public static String name(String fileName, Instant replacedAt) {
    return fileName + "." + TIME.format(replacedAt);
  }

  /** Whether this is the name under which the file is kept. */
  public static boolean isKept(String name, String fileName) {
    return name.startsWith(fileName + ".") && replacedAt(name).isPresent();
  }

  /** When the file was replaced that is kept under this name; empty for any other name. */
  public static Optional<Instant> replacedAt(String name) {
    int dot = name.lastIndexOf('.');
    if (dot < 0 || ArchiveFileName.bucket(name.substring(0, dot)).isEmpty()) {
      return Optional.empty();
    }
    try {
      return Optional.of(Instant.from(TIME.parse(name.substring(dot + 1))));
    } catch (DateTimeException e) {
      return Optional.empty();
    }
  }
}
