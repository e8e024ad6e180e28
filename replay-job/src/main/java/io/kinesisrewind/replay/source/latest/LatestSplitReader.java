package io.kinesisrewind.replay.source.latest;

import io.kinesisrewind.runtime.AwsFailure;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import org.apache.flink.connector.base.source.reader.RecordsBySplits;
import org.apache.flink.connector.base.source.reader.RecordsWithSplitIds;
import org.apache.flink.connector.base.source.reader.splitreader.SplitReader;
import org.apache.flink.connector.base.source.reader.splitreader.SplitsChange;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * Reads one split after the other, page by page. Where there is a limit of capacity, it waits after
 * a page for as long as that has used up; where DynamoDB throttles, longer and longer.
 */
final class LatestSplitReader implements SplitReader<LatestRead, LatestSplit> {

  private static final Logger LOG = LoggerFactory.getLogger(LatestSplitReader.class);
  private static final Duration FIRST_BACKOFF = Duration.ofMillis(500);
  private static final Duration MOST_BACKOFF = Duration.ofSeconds(30);

  /** By default the SDK is silent for most of a minute where it is throttled. */
  private static final int MAX_ATTEMPTS = 3;

  /** So long at most does whoever wants to close this wait. */
  private static final Duration NAP = Duration.ofMillis(100);

  private final LatestReading reading;
  private final double readUnits;
  private final DynamoDbClient client;
  private final LatestPages pages;
  private final LatestRecords records;
  private final Deque<LatestSplit> splits = new ArrayDeque<>();
  private long notBefore = System.nanoTime();
  private Duration backoff = FIRST_BACKOFF;

  /**
   * @param readUnits this reader's share of the limit; 0 for none
   */
  LatestSplitReader(LatestReading reading, double readUnits) {
    this.reading = reading;
    this.readUnits = readUnits;
    this.client =
        reading
            .aws()
            .dynamoDb(DynamoDbClient.builder())
            .overrideConfiguration(
                override -> override.retryStrategy(retries -> retries.maxAttempts(MAX_ATTEMPTS)))
            .build();
    this.pages = new LatestPages(client, reading.table(), reading.consistent());
    this.records = new LatestRecords(reading);
  }

  @Override
  public RecordsWithSplitIds<LatestRead> fetch() throws IOException {
    RecordsBySplits.Builder<LatestRead> batch = new RecordsBySplits.Builder<>();
    if (splits.isEmpty() || !isTime()) {
      return batch.build();
    }
    LatestSplit split = splits.getFirst();
    LatestPage page = page(split);
    for (Map<String, AttributeValue> item : page.items()) {
      batch.add(split.splitId(), records.of(item));
    }
    splits.removeFirst();
    if (page.isEnd()) {
      batch.addFinishedSplit(split.splitId());
    } else {
      splits.addFirst(page.last() == null ? split : split.after(page.last()));
    }
    return batch.build();
  }

  @Override
  public void handleSplitsChanges(SplitsChange<LatestSplit> change) {
    splits.addAll(change.splits());
  }

  @Override
  public void wakeUp() {
    // Nothing here takes long.
  }

  @Override
  public void close() {
    client.close();
  }

  /** An empty one, and a pause, where DynamoDB has no capacity left. */
  private LatestPage page(LatestSplit split) throws IOException {
    try {
      LatestPage page = pages.next(split);
      if (page.last() == null && !page.isEnd()) {
        return backOff();
      }
      backoff = FIRST_BACKOFF;
      if (readUnits > 0) {
        waitFor(Duration.ofNanos((long) (page.readUnits() / readUnits * 1e9)));
      }
      return page;
    } catch (SdkException e) {
      if (e instanceof AwsServiceException && ((AwsServiceException) e).isThrottlingException()) {
        return backOff();
      }
      String action = split.isSegment() ? "dynamodb:Scan" : "dynamodb:BatchGetItem";
      throw new IOException(
          "Cannot read the table " + reading.table() + ": " + AwsFailure.explain(e, action), e);
    }
  }

  private LatestPage backOff() {
    LOG.warn("{} throttles; next page in {}", reading.table(), backoff);
    waitFor(backoff);
    Duration doubled = backoff.multipliedBy(2);
    backoff = doubled.compareTo(MOST_BACKOFF) > 0 ? MOST_BACKOFF : doubled;
    return new LatestPage(List.of(), null, false, 0);
  }

  private void waitFor(Duration pause) {
    notBefore = System.nanoTime() + pause.toNanos();
  }

  private boolean isTime() throws IOException {
    long left = notBefore - System.nanoTime();
    if (left <= 0) {
      return true;
    }
    try {
      Thread.sleep(Math.min(NAP.toMillis(), left / 1_000_000 + 1));
      return false;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("Interrupted while reading " + reading.table(), e);
    }
  }
}
