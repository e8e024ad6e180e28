package io.kinesisrewind.archive.kinesis;

import io.kinesisrewind.runtime.AwsAccess;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.http.apache.ApacheHttpClient;
import software.amazon.awssdk.services.kinesis.KinesisClient;

/** How long streams keep their records, as last read from Kinesis. For any thread. */
final class RetentionPeriods implements AutoCloseable {

  /** What a stream has that nobody changed, and the shortest there is. */
  static final Duration SHORTEST = Duration.ofHours(24);

  /** A retention may be changed at any time; that it has been is not urgent. */
  static final Duration ASK_AGAIN_AFTER = Duration.ofMinutes(10);

  private static final Logger LOG = LoggerFactory.getLogger(RetentionPeriods.class);

  private final KinesisClient client;
  private final Clock clock;
  private final Map<String, Duration> periods = new ConcurrentHashMap<>();
  private final Map<String, Instant> askedAt = new ConcurrentHashMap<>();

  RetentionPeriods(AwsAccess aws, Clock clock) {
    this.clock = clock;
    this.client =
        aws.kinesis(KinesisClient.builder()).httpClientBuilder(ApacheHttpClient.builder()).build();
  }

  /** {@link #SHORTEST} until {@link #keepCurrent} has found out. */
  Duration of(String stream) {
    return periods.getOrDefault(stream, SHORTEST);
  }

  /** Asks Kinesis, if the last time is long ago. Without an answer, what was known stays. */
  void keepCurrent(String stream) {
    Instant now = clock.instant();
    Instant asked = askedAt.get(stream);
    if (asked == null || !now.isBefore(asked.plus(ASK_AGAIN_AFTER))) {
      askedAt.put(stream, now);
      refresh(stream);
    }
  }

  private void refresh(String stream) {
    try {
      int hours =
          client
              .describeStreamSummary(request -> request.streamName(stream))
              .streamDescriptionSummary()
              .retentionPeriodHours();
      periods.put(stream, Duration.ofHours(hours));
    } catch (SdkException e) {
      LOG.warn(
          "The retention of stream {} cannot be read (kinesis:DescribeStreamSummary); {} h are"
              + " assumed until it can: {}",
          stream,
          of(stream).toHours(),
          e.getMessage());
    }
  }

  @Override
  public void close() {
    client.close();
  }
}
