package io.kinesisrewind.cli.setup;

import io.kinesisrewind.archive.ArchiveMode;
import io.kinesisrewind.archive.streams.StreamTags;
import io.kinesisrewind.archive.tables.ArchiveTable;
import io.kinesisrewind.runtime.Durations;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import picocli.CommandLine.TypeConversionException;

/**
 * What is to be kept of a stream.
 *
 * @param ttl of items in the tables; empty: for ever
 */
public record Wanted(ArchiveMode mode, Optional<Duration> ttl) {

  private static final String FOR_EVER = "none";

  /**
   * A time to live as users write it.
   *
   * @return empty for {@code none}
   * @throws TypeConversionException where the text is neither that nor a time to live
   */
  public static Optional<Duration> ttl(String text) {
    if (text.equalsIgnoreCase(FOR_EVER)) {
      return Optional.empty();
    }
    Optional<Duration> ttl = Optional.of(text).map(Durations::parse).filter(StreamTags::isTtl);
    if (ttl.isEmpty()) {
      throw new TypeConversionException(
          "'"
              + text
              + "' is not a time to live; write whole seconds, at least 1s and at most 36500d");
    }
    return ttl;
  }

  /** The inverse of {@link #ttl(String)}. */
  public static String text(Optional<Duration> ttl) {
    return ttl.map(Wanted::text).orElse(FOR_EVER);
  }

  /** {@code mode parquet+latest, time to live 30d}. */
  @Override
  public String toString() {
    return "mode " + mode + (tables().isEmpty() ? "" : ", time to live " + text(ttl));
  }

  /** None where the mode keeps files alone. */
  Set<ArchiveTable> tables() {
    return ArchiveTable.of(mode);
  }

  Map<String, String> tags() {
    return StreamTags.of(mode, ttl);
  }

  /** In the largest unit that does. */
  private static String text(Duration time) {
    if (time.equals(Duration.ofDays(time.toDays()))) {
      return time.toDays() + "d";
    }
    return time.equals(Duration.ofHours(time.toHours()))
        ? time.toHours() + "h"
        : time.toSeconds() + "s";
  }
}
