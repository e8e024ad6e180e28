package io.kinesisrewind.archive.latest;

import io.kinesisrewind.schemas.ArchivedRecord;
import java.io.Serializable;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * When records expire: a time after their arrival, which each stream may have its own of.
 *
 * <p>Not a time after they are written. Written again, after a restart or by a second job, a record
 * would live on; and an old one that is written late would outlive a newer one that was in time,
 * and be taken for the latest when that has gone.
 */
public final class Expiry implements Serializable {

  private static final long serialVersionUID = 1L;

  private final HashMap<String, Duration> ttlByStream;

  private Expiry(Map<String, Duration> ttlByStream) {
    this.ttlByStream = new HashMap<>(ttlByStream);
  }

  public static Expiry never() {
    return new Expiry(Map.of());
  }

  /**
   * @param ttlByStream records of other streams live for ever
   */
  public static Expiry after(Map<String, Duration> ttlByStream) {
    return new Expiry(ttlByStream);
  }

  /** A record's; empty: it lives for ever. */
  Optional<Instant> of(ArchivedRecord record) {
    return Optional.ofNullable(ttlByStream.get(record.getStreamName()))
        .map(record.getApproximateArrivalTimestamp()::plus);
  }
}
