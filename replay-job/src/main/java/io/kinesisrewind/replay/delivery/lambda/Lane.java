package io.kinesisrewind.replay.delivery.lambda;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.PriorityQueue;

/**
 * What is delivered one batch after the other: a shard, or with a parallelization factor the part
 * of its keys that share a slot. Belongs to the dispatcher's thread.
 */
final class Lane {

  private final PriorityQueue<Submission> waiting = new PriorityQueue<>();
  private final Deque<Batch> rest = new ArrayDeque<>();
  private long waitingBytes;
  private boolean busy;
  private boolean lingering;
  private boolean due;
  private int outages;

  void add(Submission submission) {
    waiting.add(submission);
    waitingBytes += EventRecords.estimate(submission.record());
  }

  /** Whether something can go as soon as it may. */
  boolean isIdleWithRecords() {
    return !busy && !(waiting.isEmpty() && rest.isEmpty());
  }

  /** Whether it may go now: what is left of a batch, a full one, or one that has waited. */
  boolean mayGo(int batchSize) {
    return due || !rest.isEmpty() || waiting.size() >= batchSize || waitingBytes >= Event.MAX_BYTES;
  }

  /** Whether the wait for others to join begins with this call. */
  boolean linger() {
    boolean begins = !lingering;
    lingering = true;
    return begins;
  }

  /** The wait is over. */
  void lingered() {
    lingering = false;
    due = !waiting.isEmpty();
  }

  /** It is to go; until it is free again, not once more. */
  void occupy() {
    busy = true;
  }

  void free() {
    busy = false;
  }

  /** What goes. */
  Attempt next(int batchSize, EventRecords encoder) {
    due = false;
    return rest.isEmpty() ? fresh(batchSize, encoder) : Attempt.again(rest.poll(), encoder);
  }

  /** What is left of a batch, in order, goes before anything else. */
  void goOnWith(List<Batch> again) {
    for (int i = again.size() - 1; i >= 0; i--) {
      rest.addFirst(again.get(i));
    }
    due = !waiting.isEmpty(); // what has come meanwhile has waited
  }

  /**
   * The function could not be reached.
   *
   * @return how often this was so in a row
   */
  int notInvoked() {
    outages++;
    return outages;
  }

  void invoked() {
    outages = 0;
  }

  private Attempt fresh(int batchSize, EventRecords encoder) {
    List<Submission> records = new ArrayList<>();
    Event event = new Event();
    while (!waiting.isEmpty()
        && records.size() < batchSize
        && event.add(encoder.encode(waiting.peek().record()))) {
      Submission submission = waiting.poll();
      waitingBytes -= EventRecords.estimate(submission.record());
      records.add(submission);
    }
    return new Attempt(Batch.of(records), event);
  }
}
