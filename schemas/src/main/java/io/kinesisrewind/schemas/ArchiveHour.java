package io.kinesisrewind.schemas;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeParseException;
import java.time.temporal.ChronoUnit;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The folder of an archive that holds one stream's records of one hour of arrival, UTC:
 *
 * <pre>stream_name=&lt;s&gt;/arrival_date=YYYY-MM-DD/arrival_hour=HH</pre>
 *
 * Hive style, so that Athena, Trino, Spark, DuckDB and Flink SQL prune by it without help. A
 * stream's name can hold no character that means something in a path.
 */
public final class ArchiveHour {

  public static final String STREAM_COLUMN = "stream_name";
  public static final String DATE_COLUMN = "arrival_date";
  public static final String HOUR_COLUMN = "arrival_hour";

  private static final Pattern STREAM_NAME = Pattern.compile("[a-zA-Z0-9_.-]{1,128}");
  private static final Pattern PATH =
      Pattern.compile(
          "(?:^|.*/)stream_name=([^/]+)/arrival_date=(\\d{4}-\\d{2}-\\d{2})/arrival_hour=(\\d{2})/?");

  private final String streamName;
  private final Instant start;

  private ArchiveHour(String streamName, Instant start) {
    this.streamName = streamName;
    this.start = start;
  }

  /**
   * @throws IllegalArgumentException where the stream's name is not one that Kinesis allows, or the
   *     year does not have four digits
   */
  public static ArchiveHour of(String streamName, Instant arrival) {
    if (!isStreamName(streamName)) {
      throw new IllegalArgumentException("Not the name of a Kinesis stream: '" + streamName + "'");
    }
    Instant start = arrival.truncatedTo(ChronoUnit.HOURS);
    int year = start.atOffset(ZoneOffset.UTC).getYear();
    if (year < 0 || year > 9999) {
      throw new IllegalArgumentException("Not a time an archive can hold: " + arrival);
    }
    return new ArchiveHour(streamName, start);
  }

  /** Where a record belongs. */
  public static ArchiveHour of(ArchivedRecord record) {
    return of(record.getStreamName(), record.getApproximateArrivalTimestamp());
  }

  /** The hour whose folder this path is or ends with; empty for any other path. */
  public static Optional<ArchiveHour> parse(String path) {
    Matcher matcher = PATH.matcher(path);
    if (!matcher.matches() || !isStreamName(matcher.group(1))) {
      return Optional.empty();
    }
    try {
      Instant start =
          LocalDate.parse(matcher.group(2))
              .atTime(Integer.parseInt(matcher.group(3)), 0)
              .toInstant(ZoneOffset.UTC);
      return Optional.of(new ArchiveHour(matcher.group(1), start));
    } catch (DateTimeParseException e) {
      return Optional.empty(); // for instance 30 February
    } catch (java.time.DateTimeException e) {
      return Optional.empty(); // for instance hour 24
    }
  }

  /** Whether Kinesis allows the name: 1 to 128 of a-z, A-Z, 0-9, '_', '.', '-'. */
  public static boolean isStreamName(String name) {
    return STREAM_NAME.matcher(name).matches();
  }

  /** The folder, relative to the archive, that holds all of a stream. */
  public static String streamFolder(String streamName) {
    return STREAM_COLUMN + "=" + streamName;
  }

  /** Name of a date's folder inside the stream's. */
  public static String dateFolder(LocalDate date) {
    return DATE_COLUMN + "=" + date;
  }

  public String streamName() {
    return streamName;
  }

  /** First instant of the hour. */
  public Instant start() {
    return start;
  }

  /** First instant after the hour. */
  public Instant end() {
    return start.plus(1, ChronoUnit.HOURS);
  }

  public LocalDate date() {
    return start.atOffset(ZoneOffset.UTC).toLocalDate();
  }

  /** The folder, relative to the archive. */
  public String path() {
    int hour = start.atOffset(ZoneOffset.UTC).getHour();
    return streamFolder(streamName)
        + "/"
        + dateFolder(date())
        + String.format("/%s=%02d", HOUR_COLUMN, hour);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof ArchiveHour
        && streamName.equals(((ArchiveHour) other).streamName)
        && start.equals(((ArchiveHour) other).start);
  }

  @Override
  public int hashCode() {
    return Objects.hash(streamName, start);
  }

  @Override
  public String toString() {
    return path();
  }
}
