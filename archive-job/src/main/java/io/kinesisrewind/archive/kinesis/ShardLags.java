package io.kinesisrewind.archive.kinesis;

import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;

/**
 * How far behind its streams a reader may be: what Kinesis said about each shard, and the time
 * since. So a reader that stands still, or gets no answer, falls behind. For any thread.
 */
final class ShardLags {

  private final Clock clock;
  private final Map<ShardKey, Lag> lags = new ConcurrentHashMap<>();

  ShardLags(Clock clock) {
    this.clock = clock;
  }

  /** The reader has begun with a shard. */
  void began(String stream, String shard) {
    lags.putIfAbsent(new ShardKey(stream, shard), new Lag(0, clock.millis()));
  }

  /**
   * @param millis between the last record that was read and the shard's newest one
   */
  void behind(String stream, String shard, long millis) {
    lags.computeIfPresent(
        new ShardKey(stream, shard), (key, before) -> new Lag(millis, clock.millis()));
  }

  /** Nothing is left to be read of a shard. */
  void ended(String stream, String shard) {
    lags.remove(new ShardKey(stream, shard));
  }

  /** Of the shard that is furthest behind; zero where no shard is being read. */
  Duration of(String stream) {
    long now = clock.millis();
    long millis =
        lags.entrySet().stream()
            .filter(lag -> lag.getKey().stream.equals(stream))
            .mapToLong(lag -> lag.getValue().at(now))
            .max()
            .orElse(0);
    return Duration.ofMillis(millis);
  }

  private static final class Lag {

    private final long millis;
    private final long asOf;

    Lag(long millis, long asOf) {
      this.millis = millis;
      this.asOf = asOf;
    }

    long at(long now) {
      return millis + Math.max(0, now - asOf);
    }
  }

  private static final class ShardKey {

    private final String stream;
    private final String shard;

    ShardKey(String stream, String shard) {
      this.stream = stream;
      this.shard = shard;
    }

    @Override
    public boolean equals(Object other) {
      return other instanceof ShardKey
          && stream.equals(((ShardKey) other).stream)
          && shard.equals(((ShardKey) other).shard);
    }

    @Override
    public int hashCode() {
      return Objects.hash(stream, shard);
    }
  }
}
