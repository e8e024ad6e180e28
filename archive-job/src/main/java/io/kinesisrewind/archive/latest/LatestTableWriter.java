package io.kinesisrewind.archive.latest;

import io.kinesisrewind.archive.ArchiveMetrics;
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
import org.apache.flink.api.connector.sink2.WriterInitContext;
import org.apache.flink.connector.base.sink.writer.AsyncSinkWriter;
import org.apache.flink.connector.base.sink.writer.BufferedRequestState;
import org.apache.flink.connector.base.sink.writer.ElementConverter;
import org.apache.flink.connector.base.sink.writer.ResultHandler;
import org.apache.flink.connector.base.sink.writer.config.AsyncSinkWriterConfiguration;
import org.apache.flink.metrics.Counter;
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
  private final Counter coalesced;
  private final Counter oversized;
  private final Counter deletes;
  private final Counter retries;

  LatestTableWriter(
      ElementConverter<ArchivedRecord, LatestItem> converter,
      WriterInitContext context,
      AsyncSinkWriterConfiguration configuration,
      Collection<BufferedRequestState<LatestItem>> saved,
      LatestTableClient client) {
    super(converter, context, configuration, saved);
    this.client = client;
    this.coalesced = ArchiveMetrics.counter(context.metricGroup(), ArchiveMetrics.COALESCED);
    this.oversized = ArchiveMetrics.counter(context.metricGroup(), ArchiveMetrics.OVERSIZED);
    this.deletes = ArchiveMetrics.counter(context.metricGroup(), ArchiveMetrics.TOMBSTONES);
    this.retries = ArchiveMetrics.counter(context.metricGroup(), ArchiveMetrics.LATEST_RETRIES);
  }

  @Override
  protected void submitRequestEntries(List<LatestItem> items, ResultHandler<LatestItem> results) {
    Collection<LatestItem> highest = highestPerKey(items);
    coalesced.inc(items.size() - highest.size());
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

  static Collection<LatestItem> highestPerKey(List<LatestItem> items) {
    Map<String, LatestItem> highest = new LinkedHashMap<>();
    for (LatestItem item : items) {
      String key = item.record().getStreamName() + '/' + item.record().getPartitionKey();
      highest.merge(key, item, LatestTableWriter::higher);
    }
    return highest.values();
  }

  private static LatestItem higher(LatestItem left, LatestItem right) {
    return Position.compare(left.record(), right.record()) >= 0 ? left : right;
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
                oversized.inc();
              } else if (item.form() == LatestItem.Form.DELETED) {
                deletes.inc();
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
        retries.inc();
        again.add(item);
        transientCause = cause;
      } else {
        fatal.compareAndSet(null, DynamoDbErrors.writing(item.tableName(), cause));
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
