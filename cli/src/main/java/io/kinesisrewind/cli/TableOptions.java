package io.kinesisrewind.cli;

import io.kinesisrewind.cli.tables.ArchiveLookup;
import io.kinesisrewind.cli.tables.DataForm;
import io.kinesisrewind.cli.tables.RecordLines;
import io.kinesisrewind.cli.tables.RecordPrinter;
import io.kinesisrewind.cli.tables.StreamTable;
import io.kinesisrewind.replay.source.archive.reader.ArchivedRecords;
import io.kinesisrewind.runtime.AwsAccess;
import io.kinesisrewind.runtime.AwsOptions;
import io.kinesisrewind.runtime.Problems;
import io.kinesisrewind.schemas.ArchiveHour;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** What the commands that read a table have in common. */
final class TableOptions {

  /** DynamoDB's limit; what is longer is in no table. Kinesis' own one binds no KPL aggregate. */
  private static final int MAX_KEY_BYTES = 2_048;

  private static final char REPLACEMENT = '\uFFFD';

  /** So many items fill a page anyway. */
  private static final long LARGE_LIMIT = 10_000;

  @Parameters(paramLabel = "STREAM", description = "The archived stream whose table is read")
  private String stream;

  @Option(
      names = "--data",
      paramLabel = "FORM",
      description = {
        "How a record's data is shown: base64 (the default: lines as a replay to a file writes"
            + " them), json (in the same lines, JSON as JSON and text as text) or raw (nothing but"
            + " the data)"
      })
  private DataForm form = DataForm.base64;

  @Option(
      names = "--no-archive",
      description = {
        "Do not fetch data that is too large for DynamoDB from the archive; say where it is"
      })
  private boolean noArchive;

  @ArgGroup(validate = false, order = 10, heading = "%nAWS:%n")
  private AwsOptions aws = new AwsOptions();

  String stream() {
    return stream;
  }

  DataForm form() {
    return form;
  }

  /** Where AWS is; all that is wrong goes to the problems. */
  AwsAccess check(Problems problems) {
    checkStream(stream, problems);
    return aws.resolve(problems);
  }

  static void checkStream(String stream, Problems problems) {
    problems.require(
        ArchiveHour.isStreamName(stream),
        "STREAM",
        stream,
        "is not the name of a stream; letters, digits, '_', '.' and '-' make one, 128 at most");
  }

  static void checkKey(String key, Problems problems) {
    int bytes = key.getBytes(StandardCharsets.UTF_8).length;
    if (bytes < 1 || bytes > MAX_KEY_BYTES) {
      problems.add(
          "--key: a partition key in a table has 1 to "
              + MAX_KEY_BYTES
              + " bytes, this one "
              + bytes
              + "; name another one");
    }
    problems.require(
        key.indexOf(REPLACEMENT) < 0 || isUnicode(),
        "--key",
        key,
        "has characters that this terminal's locale cannot express; set LC_ALL to one with UTF-8,"
            + " for instance C.UTF-8");
  }

  static void checkLimit(Long limit, Problems problems) {
    problems.require(limit == null || limit >= 1, "--limit", limit, "must be 1 or more");
  }

  /**
   * @param limit null for all
   */
  RecordPrinter printer(StreamTable table, AwsAccess access, RecordLines lines, Long limit) {
    long most = limit == null ? Long.MAX_VALUE : limit;
    return new RecordPrinter(table, lines, archive(access), most, System.err);
  }

  /** Most items that a page needs to have; null for what fits. */
  static Integer pageSize(Long limit) {
    return limit == null || limit > LARGE_LIMIT ? null : limit.intValue();
  }

  /** The archive, unless the user does without. */
  private Optional<ArchiveLookup> archive(AwsAccess access) {
    if (noArchive) {
      return Optional.empty();
    }
    return Optional.of(
        (root, wanted) -> {
          // Only now, as few items need it and it takes its time; a second time changes nothing.
          LocalFlink.initializeFileSystems(access);
          return ArchivedRecords.find(root, wanted);
        });
  }

  /** How the JVM has read the arguments. */
  private static boolean isUnicode() {
    return System.getProperty("sun.jnu.encoding", "").equalsIgnoreCase("UTF-8");
  }
}
