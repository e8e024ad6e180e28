package io.kinesisrewind.replay.source.stream.reader;

import io.kinesisrewind.replay.ReplayFailedException;
import io.kinesisrewind.runtime.AwsFailure;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.SdkException;

/**
 * What to do when Kinesis does not answer as it should. A shard serves five reads a second to all
 * who poll it: being throttled is part of life, and is waited out for as long as it takes, longer
 * each time. What fails otherwise is tried again some times, and then is the job's to start over.
 */
final class Retries {

  private static final Logger LOG = LoggerFactory.getLogger(Retries.class);
  private static final int MOST_FAILURES = 6;
  private static final Duration FIRST = Duration.ofMillis(200);
  private static final int MOST_DOUBLINGS = 5;
  private static final int SERVER_ERROR = 500;

  private final String streamName;
  private final Duration regular;
  private int refusals;
  private int failures;

  /**
   * @param regular delay, after an answer
   */
  Retries(String streamName, Duration regular) {
    this.streamName = streamName;
    this.regular = regular;
  }

  /**
   * @return what it gave; nothing where it is to be called again, after the {@link #delay}
   * @throws ReplayFailedException where that would not help
   */
  <T> List<T> call(Supplier<List<T>> call) throws IOException {
    try {
      List<T> answer = call.get();
      refusals = 0;
      failures = 0;
      return answer;
    } catch (SdkException e) {
      refusals++;
      if (!isThrottled(e)) {
        countFailure(e);
      }
      LOG.debug("Reading again in {}", delay(), e);
      return List.of();
    }
  }

  /** Until the next call. */
  Duration delay() {
    if (refusals == 0) {
      return regular;
    }
    Duration backOff = FIRST.multipliedBy(1L << Math.min(refusals - 1, MOST_DOUBLINGS));
    return backOff.compareTo(regular) > 0 ? backOff : regular;
  }

  private void countFailure(SdkException failure) throws IOException {
    if (!mayPass(failure)) {
      throw new ReplayFailedException(explain(failure), failure);
    }
    failures++;
    if (failures == MOST_FAILURES) {
      throw new IOException(explain(failure), failure);
    }
  }

  private String explain(SdkException failure) {
    return "The stream "
        + streamName
        + " cannot be read: "
        + AwsFailure.explain(failure, "kinesis:GetRecords");
  }

  private static boolean isThrottled(SdkException failure) {
    return failure instanceof AwsServiceException
        && ((AwsServiceException) failure).isThrottlingException();
  }

  private static boolean mayPass(SdkException failure) {
    return !(failure instanceof AwsServiceException)
        || ((AwsServiceException) failure).statusCode() >= SERVER_ERROR;
  }
}
