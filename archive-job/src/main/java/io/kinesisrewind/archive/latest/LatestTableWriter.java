package io.kinesisrewind.archive.latest;

import io.kinesisrewind.archive.PerStream;
import io.kinesisrewind.schemas.ArchivedRecord;
import io.kinesisrewind.schemas.Position;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import org.apache.flink.api.connector.sink2.WriterInitContext;
import org.apache.flink.connector.base.sink.writer.AsyncSinkWriter;
import org.apache.flink.connector.base.sink.writer.BufferedRequestState;
import org.apache.flink.connector.base.sink.writer.ElementConverter;
import org.apache.flink.connector.base.sink.writer.ResultHandler;
import org.apache.flink.connector.base.sink.writer.config.AsyncSinkWriterConfiguration;
import org.apache.flink.util.concurrent.FutureUtils;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes batches of items, each with a request of its own (a condition cannot go with DynamoDB's
 * batch requests), all at once. What fails for the moment goes back into the queue; what fails for
 * good fails the job.
 */
final class LatestTableWriter extends AsyncSinkWriter<ArchivedRecord, LatestItem> {

  private static final Logger LOG = LoggerFactory.getLogger(LatestTableWriter.class);

  private final LatestTableClient client;
  private final PerStream<LatestMetrics> metrics;

  LatestTableWriter(
      ElementConverter<ArchivedRecord, LatestItem> converter,
      WriterInitContext context,
      AsyncSinkWriterConfiguration configuration,
      Collection<BufferedRequestState<LatestItem>> saved,
      LatestTableClient client,
      PerStream<LatestMetrics> metrics) {
    super(converter, context, configuration, saved);
    this.client = client;
    this.metrics = metrics;
  }

  @Override
  protected void submitRequestEntries(List<LatestItem> items, ResultHandler<LatestItem> results) {
    Collection<LatestItem> highest = highestPerKey(items, left -> of(left).coalesced());
    Outcome outcome = new Outcome();
    CompletableFuture<?>[] puts =
        highest.stream().map(item -> put(item, outcome)).toArray(CompletableFuture<?>[]::new);
    FutureUtils.handleUncaughtException(
        CompletableFuture.allOf(puts).thenRun(() -> outcome.report(results)),
        (thread, error) -> results.completeExceptionally(new IllegalStateException(error)));
  }

  /**
   * Writes everything out at each checkpoint, where the base class would only wait for what is
   * under way: when a job was stopped with a savepoint, its tables have all that it has read.
   */
  @Override
  public void flush(boolean endOfInput) throws InterruptedException {
    super.flush(true);
  }

  @Override
  protected long getSizeInBytes(LatestItem item) {
    return (long) item.record().getData().remaining() + LatestItems.bytesBesideData(item.record());
  }

  @Override
  public void close() {
    client.close();
    super.close();
  }

  /**
   * @param outdone told each item that is not among the highest
   */
  static Collection<LatestItem> highestPerKey(
      List<LatestItem> items, Consumer<LatestItem> outdone) {
    Map<String, LatestItem> highest = new LinkedHashMap<>();
    for (LatestItem item : items) {
      String key = item.record().getStreamName() + '/' + item.record().getPartitionKey();
      LatestItem before = highest.putIfAbsent(key, item);
      if (before != null) {
        LatestItem higher = higher(before, item);
        highest.put(key, higher);
        outdone.accept(before.equals(higher) ? item : before);
      }
    }
    return highest.values();
  }

  private static LatestItem higher(LatestItem left, LatestItem right) {
    return Position.compare(left.record(), right.record()) >= 0 ? left : right;
  }

  private LatestMetrics of(LatestItem item) {
    return metrics.of(item.record().getStreamName());
  }

  /** Never fails: a failure is part of the outcome. */
  private CompletableFuture<Void> put(LatestItem item, Outcome outcome) {
    return client
        .put(item)
        .handle(
            (done, error) -> {
              if (error != null) {
                outcome.failed(item, error);
              } else if (item.form() == LatestItem.Form.LEFT_OUT) {
                of(item).leftOut();
              } else if (item.form() == LatestItem.Form.DELETED) {
                of(item).deleted();
              }
              return null;
            });
  }

  /** What has become of a batch; filled in by the client's threads. */
  private final class Outcome {

    private final Collection<LatestItem> again = new ConcurrentLinkedQueue<>();
    private final AtomicReference<Exception> fatal = new AtomicReference<>();
    private volatile Throwable transientCause;

    void failed(LatestItem item, Throwable thrown) {
      Throwable cause =
          thrown instanceof CompletionException && thrown.getCause() != null
              ? thrown.getCause()
              : thrown;
      if (DynamoDbErrors.isTransient(cause)) {
        of(item).triedAgain();
        again.add(item);
        transientCause = cause;
      } else {
        fatal.compareAndSet(
            null, DynamoDbErrors.writing(item.tableName(), "dynamodb:PutItem", cause));
      }
    }

    void report(ResultHandler<LatestItem> results) {
      if (fatal.get() != null) {
        results.completeExceptionally(fatal.get());
      } else if (!again.isEmpty()) {
        LOG.warn(
            "{} writes to {} failed for the moment and are repeated: {}",
            again.size(),
            again.iterator().next().tableName(),
            transientCause.toString());
        results.retryForEntries(new ArrayList<>(again));
      } else {
        results.complete();
      }
    }
  }
}
