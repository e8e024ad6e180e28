package io.kinesisrewind.replay.delivery.kinesis;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

/**
 * Records waiting to be put, a queue for each partition key. The head of a queue is ready, on its
 * way, or waiting to be tried again; the others wait for it to be in. Belongs to one thread.
 */
final class KeyQueues {

  private final Map<String, Deque<Submission>> queues = new HashMap<>();
  private final Deque<Submission> ready = new ArrayDeque<>();

  /** Behind those of its key. */
  void add(Submission submission) {
    Deque<Submission> queue =
        queues.computeIfAbsent(submission.entry().partitionKey(), key -> new ArrayDeque<>(2));
    queue.add(submission);
    if (queue.size() == 1) {
      ready.add(submission);
    }
  }

  /** How many can go now, all of different keys. */
  int ready() {
    return ready.size();
  }

  /**
   * Takes what goes into one call, no two records of a key.
   *
   * @param goes whether a record can go now; one that does is in the result
   */
  List<Submission> nextBatch(DispatchLimits limits, Predicate<PutEntry> goes) {
    List<Submission> batch = new ArrayList<>();
    Deque<Submission> waiting = new ArrayDeque<>();
    long bytes = 0;
    while (!ready.isEmpty() && batch.size() < limits.entries()) {
      PutEntry next = ready.peek().entry();
      if (bytes + next.bytes() > limits.bytes() && !batch.isEmpty()) {
        break;
      }
      if (goes.test(next)) {
        bytes += next.bytes();
        batch.add(ready.poll());
      } else {
        waiting.add(ready.poll());
      }
    }
    while (!waiting.isEmpty()) {
      ready.addFirst(waiting.pollLast());
    }
    return batch;
  }

  /** It is in: the next of its key can go. */
  void accepted(Submission submission) {
    String key = submission.entry().partitionKey();
    Deque<Submission> queue = queues.get(key);
    queue.remove();
    if (queue.isEmpty()) {
      queues.remove(key);
    } else {
      ready.add(queue.peek());
    }
  }

  /** Ahead of the other keys' heads: it has waited longest, and its successors wait for it. */
  void tryAgain(Submission submission) {
    ready.addFirst(submission);
  }

  /** Takes all there are, also those on their way. */
  List<Submission> drain() {
    List<Submission> all = new ArrayList<>();
    queues.values().forEach(all::addAll);
    queues.clear();
    ready.clear();
    return all;
  }
}
