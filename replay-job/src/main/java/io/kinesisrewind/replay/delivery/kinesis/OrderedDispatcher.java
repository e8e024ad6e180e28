package io.kinesisrewind.replay.delivery.kinesis;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Puts records so that those of one key get in one after the other, in the order in which they were
 * submitted. At most one record of a key is on its way; the next goes when it is in, however often
 * it had to be tried. Records of different keys share calls, several of which are under way at a
 * time.
 *
 * <p>A response that is lost after the write took effect makes the record go out again: a
 * duplicate, which Kinesis gives no means to avoid. First deliveries are in order all the same, for
 * a later record goes out only once an earlier one is known to be in.
 *
 * <p>A shard that throttles is sent less, until it does no more: {@link ShardRates}.
 *
 * <p>All state belongs to one thread; whoever submits never waits. The number of records submitted
 * and not yet done is the caller's to bound.
 */
final class OrderedDispatcher implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(OrderedDispatcher.class);
  private static final Duration WARN_PERIOD = Duration.ofSeconds(10);
  private static final Duration SHARDS_PERIOD = Duration.ofSeconds(30);

  /** Until a shard takes more. */
  private static final Duration RATE_PERIOD = Duration.ofMillis(5);

  private final PutRecordsClient client;
  private final DispatchLimits limits;
  private final ScheduledThreadPoolExecutor thread;
  private final KeyQueues queues = new KeyQueues();
  private final ShardRates rates;
  private final String name;

  private int calls;
  private long lastWarning = System.nanoTime() - WARN_PERIOD.toNanos();
  private boolean flushScheduled;
  private boolean held;
  private boolean urgent;
  private Throwable failure;
  private volatile long boundShards;

  OrderedDispatcher(PutRecordsClient client, DispatchLimits limits, ShardRates rates, String name) {
    this.client = client;
    this.limits = limits;
    this.rates = rates;
    this.name = name;
    this.thread = new ScheduledThreadPoolExecutor(1, task -> daemon(task, name));
    // What comes after the end is nobody's any more.
    this.thread.setRejectedExecutionHandler(new ThreadPoolExecutor.DiscardPolicy());
    run(this::askForShards);
  }

  /** Shards that throttle, so that they are not sent all there is. */
  long boundShards() {
    return boundShards;
  }

  /**
   * @return how often the record had to be tried again until it was in; or why it cannot get in,
   *     after which nothing more is sent
   */
  CompletableFuture<Integer> submit(PutEntry entry) {
    Submission submission = new Submission(entry);
    run(() -> accept(submission));
    return submission.done();
  }

  /** Sends nothing more; calls under way are left to end by themselves. */
  @Override
  public void close() {
    thread.shutdownNow();
    client.close();
  }

  private void accept(Submission submission) {
    if (failure != null) {
      submission.done().completeExceptionally(failure);
    } else {
      queues.add(submission);
      sendSoon();
    }
  }

  /**
   * At once where a call is full, or many wait for a record to be in; else once others had the time
   * to join.
   */
  private void sendSoon() {
    if (urgent || (queues.ready() >= limits.entries() && !held)) {
      send();
    } else if (queues.ready() > 0) {
      sendAfter(limits.linger());
    }
  }

  private void sendAfter(Duration delay) {
    if (!flushScheduled) {
      flushScheduled = true;
      runLater(this::flush, delay);
    }
  }

  private void flush() {
    flushScheduled = false;
    held = false;
    send();
  }

  private void send() {
    urgent = false;
    while (failure == null && calls < limits.calls() && queues.ready() > 0) {
      List<Submission> batch = queues.nextBatch(limits, rates::take);
      if (batch.isEmpty()) {
        held = true; // by the rates, all that is ready
        sendAfter(RATE_PERIOD);
        return;
      }
      calls++;
      var unused =
          put(batch).whenComplete((results, error) -> run(() -> answered(batch, results, error)));
    }
  }

  private CompletableFuture<List<PutResult>> put(List<Submission> batch) {
    List<PutEntry> entries = new ArrayList<>(batch.size());
    batch.forEach(submission -> entries.add(submission.entry()));
    try {
      return client.put(entries);
    } catch (RuntimeException e) {
      return CompletableFuture.failedFuture(e);
    }
  }

  private void answered(List<Submission> batch, List<PutResult> results, Throwable error) {
    calls--;
    if (failure != null) {
      return; // everyone has been told
    }
    Throwable cause = error instanceof CompletionException ? error.getCause() : error;
    if (cause == null) {
      settle(batch, results);
    } else if (cause instanceof TryAgainException) {
      warn(cause.getMessage());
      batch.forEach(this::tryLater);
    } else {
      fail(cause);
    }
    sendSoon();
  }

  private void settle(List<Submission> batch, List<PutResult> results) {
    if (results.size() != batch.size()) {
      throw new IllegalStateException(results.size() + " results for " + batch.size());
    }
    for (int i = 0; i < batch.size(); i++) {
      rates.settled(batch.get(i).entry(), results.get(i));
      if (results.get(i) == PutResult.ACCEPTED) {
        accepted(batch.get(i));
      } else {
        warn("of " + batch.size() + " records some are " + results.get(i));
        refused(batch.get(i), results.get(i));
      }
    }
    boundShards = rates.bound();
  }

  /** They change when the target is resharded; where they stay unknown, it counts as one shard. */
  private void askForShards() {
    var unused =
        client
            .shards()
            .whenComplete(
                (shards, fault) ->
                    run(
                        () -> {
                          if (fault == null) {
                            rates.shards(shards);
                          } else {
                            LOG.warn(
                                "{}: its shards cannot be listed: {}", name, fault.getMessage());
                          }
                          runLater(this::askForShards, SHARDS_PERIOD);
                        }));
  }

  /** An outage must show in the log, but not fill it. */
  private void warn(String reason) {
    if (System.nanoTime() - lastWarning > WARN_PERIOD.toNanos()) {
      lastWarning = System.nanoTime();
      LOG.warn("{}: {}; trying again, for as long as it takes", name, reason);
    }
  }

  private void accepted(Submission submission) {
    urgent |= queues.accepted(submission);
    submission.accepted();
  }

  /** What its shard throttles goes when the shard's rate lets it: to wait longer would idle it. */
  private void refused(Submission submission, PutResult result) {
    if (result == PutResult.THROTTLED) {
      submission.failed();
      queues.tryAgain(submission);
    } else {
      tryLater(submission);
    }
  }

  private void tryLater(Submission submission) {
    double chance = ThreadLocalRandom.current().nextDouble();
    runLater(() -> tryAgain(submission), limits.backoff(submission.failed(), chance));
  }

  private void tryAgain(Submission submission) {
    if (failure == null) {
      queues.tryAgain(submission);
      sendSoon();
    }
  }

  private void fail(Throwable cause) {
    failure = cause;
    queues.drain().forEach(submission -> submission.done().completeExceptionally(cause));
  }

  /** In our thread; a fault of ours must reach those who wait. */
  private void run(Runnable step) {
    thread.execute(() -> guarded(step));
  }

  private void runLater(Runnable step, Duration delay) {
    var unused = thread.schedule(() -> guarded(step), delay.toNanos(), TimeUnit.NANOSECONDS);
  }

  private void guarded(Runnable step) {
    try {
      step.run();
    } catch (RuntimeException e) {
      fail(e);
    }
  }

  private static Thread daemon(Runnable task, String name) {
    Thread thread = new Thread(task, name);
    thread.setDaemon(true);
    return thread;
  }
}
