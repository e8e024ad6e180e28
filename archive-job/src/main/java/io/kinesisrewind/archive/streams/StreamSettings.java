package io.kinesisrewind.archive.streams;

import io.kinesisrewind.archive.ArchiveMode;
import java.io.Serializable;
import java.time.Duration;
import java.util.Optional;

/** What is kept of one stream, for how long, and who says so. */
public final class StreamSettings implements Serializable {

  private static final long serialVersionUID = 1L;

  /** Where a setting comes from. */
  public enum Origin {
    OPTION,
    TAG,
    DEFAULT;

    private String text(String option, String tag) {
      switch (this) {
        case OPTION:
          return option;
        case TAG:
          return "tag " + tag;
        default:
          return "default";
      }
    }
  }

  private final ArchiveMode mode;
  private final Origin modeOrigin;

  /** Null: for ever. */
  private final Duration ttl;

  private final Origin ttlOrigin;

  private StreamSettings(ArchiveMode mode, Origin modeOrigin, Duration ttl, Origin ttlOrigin) {
    this.mode = mode;
    this.modeOrigin = modeOrigin;
    this.ttl = ttl;
    this.ttlOrigin = ttlOrigin;
  }

  /** Of a stream of which nobody says anything. */
  public static StreamSettings defaults() {
    return new StreamSettings(ArchiveMode.DEFAULT, Origin.DEFAULT, null, Origin.DEFAULT);
  }

  public StreamSettings withMode(ArchiveMode mode, Origin origin) {
    return new StreamSettings(mode, origin, ttl, ttlOrigin);
  }

  public StreamSettings withTtl(Duration ttl, Origin origin) {
    return new StreamSettings(mode, modeOrigin, ttl, origin);
  }

  public ArchiveMode mode() {
    return mode;
  }

  /** Of items in the stream's tables; empty: they live for ever. */
  public Optional<Duration> ttl() {
    return Optional.ofNullable(ttl);
  }

  /** {@code mode parquet+latest (default), ttl 86400 s (tag ArchiveTTL)}. */
  @Override
  public String toString() {
    return "mode "
        + mode
        + " ("
        + modeOrigin.text("--mode", StreamTags.MODE)
        + "), ttl "
        + (ttl == null ? "none" : ttl.toSeconds() + " s")
        + " ("
        + ttlOrigin.text("--ttl", StreamTags.TTL)
        + ")";
  }
}
