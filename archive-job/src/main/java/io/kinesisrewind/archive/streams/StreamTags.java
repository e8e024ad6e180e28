package io.kinesisrewind.archive.streams;

import io.kinesisrewind.archive.ArchiveMode;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine.TypeConversionException;

/**
 * The tags by which a Kinesis stream itself says how it is archived. Names and values are those of
 * the Kinesis Stream Archiver, so a stream that was set up for it needs nothing new; case does not
 * matter in values.
 */
public final class StreamTags {

  /** What is kept: an {@link ArchiveMode}. */
  public static final String MODE = "StreamArchiveMode";

  /** For how long items of the tables live: {@code expireSeconds=N}. */
  public static final String TTL = "ArchiveTTL";

  /** Longer ones are mistakes. */
  public static final Duration LONGEST_TTL = Duration.ofDays(36_500);

  private static final Pattern SECONDS =
      Pattern.compile("\\s*expireSeconds\\s*=\\s*(\\d{1,10})\\s*", Pattern.CASE_INSENSITIVE);

  private StreamTags() {}

  /**
   * @param tags all of a stream's, by name
   * @return empty where there is no such tag
   */
  public static Optional<ArchiveMode> mode(Map<String, String> tags) throws TagException {
    String value = tags.get(MODE);
    try {
      return Optional.ofNullable(value).map(ArchiveMode::parse);
    } catch (TypeConversionException e) {
      throw new TagException(MODE, e.getMessage());
    }
  }

  /**
   * @param tags all of a stream's, by name
   * @return empty where there is no such tag
   */
  public static Optional<Duration> ttl(Map<String, String> tags) throws TagException {
    String value = tags.get(TTL);
    if (value == null) {
      return Optional.empty();
    }
    Matcher seconds = SECONDS.matcher(value);
    if (seconds.matches()) {
      Duration ttl = Duration.ofSeconds(Long.parseLong(seconds.group(1)));
      if (isTtl(ttl)) {
        return Optional.of(ttl);
      }
    }
    throw new TagException(
        TTL, "'" + value + "' is not a time to live; write for instance expireSeconds=86400");
  }

  /** Whether items may live for so long: whole seconds, from one to a hundred years. */
  public static boolean isTtl(Duration ttl) {
    return ttl.toNanosPart() == 0 && ttl.toSeconds() > 0 && ttl.compareTo(LONGEST_TTL) <= 0;
  }

  /**
   * The tags that say this.
   *
   * @param ttl absent: for ever; a stream's tag {@link #TTL} is to be removed then
   * @throws IllegalArgumentException where it is not a time to live
   */
  public static Map<String, String> of(ArchiveMode mode, Optional<Duration> ttl) {
    Map<String, String> tags = new LinkedHashMap<>();
    tags.put(MODE, mode.toString());
    ttl.ifPresent(
        time -> {
          if (!isTtl(time)) {
            throw new IllegalArgumentException("Not a time to live: " + time);
          }
          tags.put(TTL, "expireSeconds=" + time.toSeconds());
        });
    return tags;
  }
}
