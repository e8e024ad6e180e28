package io.kinesisrewind.replay.delivery.kinesis;

import io.kinesisrewind.replay.delivery.DispatchThread;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ThreadLocalRandom;
import org.apache.flink.util.ExceptionUtils;

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
 * <p>Which records go next is {@link KeyQueues}' to say, how many to each shard {@link
 * ShardRates}', and when a call goes {@link Departures}'.
 *
 * <p>All state belongs to one thread; whoever submits never waits. The number of records submitted
 * and not yet done is the caller's to bound.
 */
final class OrderedDispatcher implements AutoCloseable {

  private final PutRecordsClient client;
  private final DispatchLimits limits;
  private final ShardRates rates;
  private final DispatchThread thread;
  private final Departures departures;
  private final KeyQueues queues = new KeyQueues();

  private int calls;
  private Throwable failure;
  private volatile long boundShards;

  OrderedDispatcher(PutRecordsClient client, DispatchLimits limits, ShardRates rates, String name) {
    this.client = client;
    this.limits = limits;
    this.rates = rates;
    this.thread = new DispatchThread(name, this::fail);
    this.departures = new Departures(limits, thread, this::send);
    new ShardLookup(client, rates, thread).start();
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
    thread.run(() -> accept(submission));
    return submission.done();
  }

  /** Sends nothing more; calls under way are left to end by themselves. */
  @Override
  public void close() {
    thread.close();
    client.close();
  }

  private void accept(Submission submission) {
    if (failure != null) {
      submission.done().completeExceptionally(failure);
    } else {
      queues.add(submission);
      departures.schedule(queues);
    }
  }

  private void send() {
    while (failure == null && calls < limits.calls() && queues.ready() > 0) {
      List<Submission> batch = queues.nextBatch(limits, rates::take);
      if (batch.isEmpty()) {
        departures.hold();
        return;
      }
      calls++;
      var unused =
          PutCall.put(client, batch)
              .whenComplete((results, fault) -> thread.run(() -> answered(batch, results, fault)));
    }
  }

  private void answered(List<Submission> batch, List<PutResult> results, Throwable fault) {
    calls--;
    if (failure != null) {
      return; // everyone has been told
    }
    if (fault == null) {
      settle(batch, results);
    } else {
      failed(batch, ExceptionUtils.stripCompletionException(fault));
    }
    departures.schedule(queues);
  }

  private void failed(List<Submission> batch, Throwable fault) {
    if (fault instanceof TryAgainException) {
      thread.warn(fault.getMessage());
      batch.forEach(this::tryLater);
    } else {
      fail(fault);
    }
  }

  private void settle(List<Submission> batch, List<PutResult> results) {
    for (int i = 0; i < batch.size(); i++) {
      Submission submission = batch.get(i);
      rates.settled(submission.entry(), results.get(i));
      if (results.get(i) == PutResult.ACCEPTED) {
        queues.accepted(submission);
        submission.accepted();
      } else {
        thread.warn("of " + batch.size() + " records some are " + results.get(i));
        refused(submission, results.get(i));
      }
    }
    boundShards = rates.bound();
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
    thread.runLater(() -> tryAgain(submission), limits.backoff(submission.failed(), chance));
  }

  private void tryAgain(Submission submission) {
    if (failure == null) {
      queues.tryAgain(submission);
      departures.schedule(queues);
    }
  }

  private void fail(Throwable cause) {
    failure = cause;
    queues.drain().forEach(submission -> submission.done().completeExceptionally(cause));
  }
}
