package io.kinesisrewind.replay.pace;

import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/**
 * By which an operator that holds records back stops the source in front of it, where both are
 * chained into one task. The source then has nothing to give, as Flink sees it, and the task is
 * free for checkpoints: there is no record in between that a barrier would wait behind. Belongs to
 * the task's thread, by which the two find each other.
 */
final class SourceGate implements AutoCloseable {

  private static final ThreadLocal<SourceGate> OF_TASK = new ThreadLocal<>();

  private boolean holding;
  private CompletableFuture<Void> notFull = CompletableFuture.completedFuture(null);
  private CompletableFuture<Void> nothingHeld = CompletableFuture.completedFuture(null);

  private SourceGate() {}

  /** The source's side makes it, before the operators of its task are opened. */
  static SourceGate make() {
    SourceGate gate = new SourceGate();
    OF_TASK.set(gate);
    return gate;
  }

  /** The operator's side finds it, unless its task has another kind of input. */
  static Optional<SourceGate> ofThisTask() {
    return Optional.ofNullable(OF_TASK.get());
  }

  /**
   * @param full whether the source is to wait
   * @param holds whether there is anything left to let go
   */
  void set(boolean full, boolean holds) {
    notFull = moved(notFull, full);
    nothingHeld = moved(nothingHeld, holds);
    holding = holds;
  }

  /** Completed while the source may go on. */
  CompletableFuture<Void> notFull() {
    return notFull;
  }

  /** Completed while no record is held. */
  CompletableFuture<Void> nothingHeld() {
    return nothingHeld;
  }

  boolean isHolding() {
    return holding;
  }

  @Override
  public void close() {
    OF_TASK.remove();
  }

  private static CompletableFuture<Void> moved(CompletableFuture<Void> future, boolean waiting) {
    if (!waiting) {
      future.complete(null);
      return future;
    }
    return future.isDone() ? new CompletableFuture<>() : future;
  }
}
