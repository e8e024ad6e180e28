package io.kinesisrewind.replay.pace;

import java.io.Serializable;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.apache.flink.streaming.api.operators.StreamingRuntimeContext;
import org.apache.flink.streaming.runtime.tasks.ProcessingTimeService;

/**
 * What one subtask knows of the pace, and how often it asks: all of them together a few hundred
 * times a second at most, as the job manager has other things to do. Times are milliseconds.
 */
final class PaceAsking implements AutoCloseable {

  /** After a question that was not answered. */
  static final long RETRY = 1_000;

  /** The replay's time may jump or wait; nobody acts on an older one. */
  private static final long LONGEST_PAUSE = 1_000;

  /** Between two questions, for each subtask that there is. */
  private static final long PAUSE_PER_SUBTASK = 2;

  private final PaceAuthority authority;
  private final ProcessingTimeService time;
  private final PaceLimits limits;
  private final int subtask;
  private final int subtasks;
  private final Optional<CapacityWatch> watch;

  private PaceGrant last = new PaceGrant(0, Long.MIN_VALUE, Double.NaN, 1, 1);
  private long heardAt;

  PaceAsking(
      PaceAuthority authority,
      ProcessingTimeService time,
      PaceLimits limits,
      StreamingRuntimeContext context,
      Optional<CapacityWatch> watch) {
    this.authority = authority;
    this.time = time;
    this.limits = limits;
    this.subtask = context.getTaskInfo().getIndexOfThisSubtask();
    this.subtasks = context.getTaskInfo().getNumberOfParallelSubtasks();
    this.watch = watch;
  }

  /** Of the held records, what to ask for. */
  HeldRecords.Slice slice(HeldRecords held) {
    return held.slice(last.sliceRecords(), last.sliceBytes(), replayTime());
  }

  /** The answer, which is to be {@link #heard} in the task's thread, comes in another one. */
  CompletableFuture<PaceGrant> ask(long headTime, HeldRecords.Slice slice) {
    return authority.ask(
        new PaceRequest(
            subtask,
            subtasks,
            headTime,
            slice.records(),
            slice.bytes(),
            watch.map(CapacityWatch::openShards).orElse(0)));
  }

  /**
   * @return how long to wait before what was asked for may go
   */
  long heard(PaceGrant grant) {
    last = grant;
    heardAt = time.getCurrentProcessingTime();
    return grant.delay();
  }

  /** How long to wait before asking again. */
  long pause(HeldRecords held) {
    long least = PAUSE_PER_SUBTASK * subtasks;
    if (!limits.hasSpeed() || held.records() == 0 || replayTime() == Long.MIN_VALUE) {
      return least;
    }
    double due = (double) (held.headTime() - replayTime()) / limits.speed();
    return Math.max(least, (long) Math.ceil(Math.min(due, LONGEST_PAUSE)));
  }

  /** The limit over all subtasks, as last heard. */
  double recordsPerSecond() {
    return last.recordsPerSecond();
  }

  @Override
  public void close() {
    authority.close();
    watch.ifPresent(CapacityWatch::close);
  }

  /** Up to which records are due. */
  private long replayTime() {
    if (!limits.hasSpeed()) {
      return Long.MAX_VALUE;
    }
    if (last.replayTime() == Long.MIN_VALUE) {
      return Long.MIN_VALUE;
    }
    long since = time.getCurrentProcessingTime() - heardAt;
    return last.replayTime() + (long) (since * limits.speed());
  }

  /** Something to do in the task's thread. */
  interface Step {
    void run() throws Exception;
  }

  /** How a subtask comes to ask. */
  interface Opening extends Serializable {
    PaceAsking open(StreamingRuntimeContext context, ProcessingTimeService time);
  }
}
