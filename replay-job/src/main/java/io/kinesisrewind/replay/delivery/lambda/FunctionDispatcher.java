package io.kinesisrewind.replay.delivery.lambda;

import io.kinesisrewind.replay.delivery.DispatchThread;
import io.kinesisrewind.schemas.ArchivedRecord;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ThreadLocalRandom;
import org.apache.flink.util.ExceptionUtils;

/**
 * Invokes a function with the records of each lane, one batch after the other: the next goes when
 * all of the one before is delivered or refused. Lanes go side by side. Within a lane, records go
 * in the order of their positions, as far as they have been submitted.
 *
 * <p>All state belongs to one thread; whoever submits never waits. The number of records submitted
 * and not yet settled is the caller's to bound.
 */
final class FunctionDispatcher implements AutoCloseable {

  private final FunctionClient client;
  private final EventRecords encoder;
  private final InvokeSettings settings;
  private final Refusals refusals;
  private final DispatchThread thread;
  private final Lanes lanes;
  private final Deque<Lane> ready = new ArrayDeque<>();

  private int invocations;
  private Throwable failure;

  FunctionDispatcher(
      FunctionClient client, EventOrigin origin, InvokeSettings settings, Refusals refusals) {
    this.client = client;
    this.encoder = new EventRecords(origin);
    this.settings = settings;
    this.refusals = refusals;
    this.lanes = new Lanes(settings.parallelizationFactor());
    this.thread = new DispatchThread("invoke " + refusals.function(), this::fail);
  }

  /**
   * @return what becomes of the record; or why nothing can any more, after which the function is
   *     not invoked again
   */
  CompletableFuture<Outcome> submit(ArchivedRecord record) {
    Submission submission = new Submission(record);
    thread.run(() -> accept(submission));
    return submission.done();
  }

  /** Invokes no more; invocations under way are left to end by themselves. */
  @Override
  public void close() {
    thread.close();
    client.close();
  }

  private void accept(Submission submission) {
    if (failure != null) {
      submission.done().completeExceptionally(failure);
    } else {
      offer(lanes.add(submission));
      send();
    }
  }

  private void offer(Collection<Lane> candidates) {
    for (Lane lane : candidates) {
      if (!lane.isIdleWithRecords()) {
        continue;
      }
      if (lane.mayGo(settings.batchSize())) {
        lane.occupy();
        ready.add(lane);
      } else if (lane.linger()) {
        thread.runLater(() -> lingered(lane), settings.linger());
      }
    }
  }

  private void lingered(Lane lane) {
    lane.lingered();
    offer(List.of(lane));
    send();
  }

  private void send() {
    while (failure == null && invocations < settings.invocations() && !ready.isEmpty()) {
      Lane lane = ready.poll();
      Attempt attempt = lane.next(settings.batchSize(), encoder);
      invocations++;
      var unused =
          attempt
              .with(client)
              .whenComplete(
                  (reply, fault) ->
                      thread.run(() -> answered(lane, attempt.batch(), reply, fault)));
    }
  }

  private void answered(Lane lane, Batch batch, Reply reply, Throwable fault) {
    invocations--;
    if (failure != null) {
      return; // everyone has been told
    }
    if (fault != null) {
      fail(ExceptionUtils.stripCompletionException(fault));
    } else if (reply.kind() == Reply.Kind.TRY_AGAIN) {
      thread.warn(reply.message());
      goOn(lane, List.of(batch), lane.notInvoked());
    } else {
      lane.invoked();
      settle(lane, batch, settings.answers().read(reply, batch));
    }
    send();
  }

  private void settle(Lane lane, Batch batch, Answer answer) {
    Step step = settings.rules().after(batch, answer);
    step.delivered().forEach(this::delivered);
    if (!step.refused().isEmpty() && refusals.end()) {
      fail(refusals.failure(step.refused(), batch.failures() + 1, answer.reason()));
      return;
    }
    step.refused().forEach(submission -> refused(submission, answer.reason()));
    if (step.next().isEmpty()) {
      goOn(lane, List.of(), 0);
    } else {
      thread.warn(answer.reason());
      goOn(lane, step.next(), step.next().get(0).failures());
    }
  }

  /** After a pause that grows with the number of failures; none at all after none, as of halves. */
  private void goOn(Lane lane, List<Batch> again, int failures) {
    again.forEach(batch -> batch.records().forEach(Submission::retry));
    lane.goOnWith(again);
    if (failures == 0) {
      free(lane);
    } else {
      double chance = ThreadLocalRandom.current().nextDouble();
      thread.runLater(() -> free(lane), settings.backoff().delay(failures, chance));
    }
  }

  private void free(Lane lane) {
    lane.free();
    offer(List.of(lane));
    send();
  }

  private void delivered(Submission submission) {
    submission.delivered();
    offer(lanes.settled(submission));
  }

  private void refused(Submission submission, String reason) {
    submission.refused(reason);
    offer(lanes.settled(submission));
  }

  private void fail(Throwable cause) {
    failure = cause;
    lanes.drain().forEach(submission -> submission.done().completeExceptionally(cause));
  }
}
