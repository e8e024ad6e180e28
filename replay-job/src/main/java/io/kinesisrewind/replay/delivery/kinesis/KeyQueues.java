package io.kinesisrewind.replay.delivery.kinesis;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.function.Predicate;

/**
 * Records waiting to be put, a queue for each partition key. The head of a queue is ready, on its
 * way, or waiting to be tried again; the others wait for it to be in. Of those that are ready the
 * oldest goes first: what has failed, and the keys that lag behind, for all that comes later waits
 * for them in the end (no more than a number of records is under way). Belongs to one thread.
 */
final class KeyQueues {

  /** Waiting records of one key; with no more behind it, a record does better to share its call. */
  static final int BACKLOG = 4;

  private final Map<String, Deque<Submission>> queues = new HashMap<>();
  private final NavigableMap<Long, Submission> ready = new TreeMap<>();
  private long submitted;
  private boolean urgent;

  /** Behind those of its key. */
  void add(Submission submission) {
    Deque<Submission> queue =
        queues.computeIfAbsent(submission.entry().partitionKey(), key -> new ArrayDeque<>(2));
    submission.number(submitted++);
    queue.add(submission);
    if (queue.size() == 1) {
      ready.put(submission.number(), submission);
    }
  }

  /** How many can go now, all of different keys. */
  int ready() {
    return ready.size();
  }

  /** Whether, since the last batch, a record's turn has come that many of its key wait behind. */
  boolean isUrgent() {
    return urgent;
  }

  /**
   * Takes what goes into one call, the oldest first, no two records of a key.
   *
   * @param goes whether a record can go now; one that does is in the result
   */
  List<Submission> nextBatch(DispatchLimits limits, Predicate<PutEntry> goes) {
    urgent = false;
    List<Submission> batch = new ArrayList<>();
    long bytes = 0;
    Iterator<Submission> oldestFirst = ready.values().iterator();
    while (oldestFirst.hasNext() && batch.size() < limits.entries()) {
      Submission next = oldestFirst.next();
      if (bytes + next.entry().bytes() > limits.bytes() && !batch.isEmpty()) {
        break;
      }
      if (goes.test(next.entry())) {
        bytes += next.entry().bytes();
        batch.add(next);
        oldestFirst.remove();
      }
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
      tryAgain(queue.peek());
      urgent |= queue.size() > BACKLOG;
    }
  }

  /** The head of a queue can go, again or for the first time. */
  void tryAgain(Submission submission) {
    ready.put(submission.number(), submission);
  }

  /** Takes all there are, also those on their way. */
  List<Submission> drain() {
    List<Submission> all = new ArrayList<>();
    queues.values().forEach(all::addAll);
    queues.clear();
    ready.clear();
    urgent = false;
    return all;
  }
}
