package io.kinesisrewind.replay.delivery.lambda;

import java.util.concurrent.CompletableFuture;

/** A batch on its way to the function. */
final class Attempt {

  private final Batch batch;
  private final Event event;

  Attempt(Batch batch, Event event) {
    this.batch = batch;
    this.event = event;
  }

  /** With what has been in one event before. */
  static Attempt again(Batch batch, EventRecords encoder) {
    Event event = new Event();
    batch.records().forEach(submission -> event.add(encoder.encode(submission.record())));
    return new Attempt(batch, event);
  }

  Batch batch() {
    return batch;
  }

  /** Invokes the function, unless Lambda would not take the event. */
  CompletableFuture<Reply> with(FunctionClient client) {
    if (event.isTooLarge()) {
      return CompletableFuture.completedFuture(
          Reply.of(Reply.Kind.TOO_LARGE, "it " + event.refusal()));
    }
    try {
      return client.invoke(event.toBytes());
    } catch (RuntimeException e) {
      return CompletableFuture.failedFuture(e);
    }
  }
}
