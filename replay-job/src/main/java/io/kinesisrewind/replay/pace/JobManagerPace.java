package io.kinesisrewind.replay.pace;

import java.io.IOException;
import java.io.Serializable;
import java.io.UncheckedIOException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.apache.flink.api.common.functions.AggregateFunction;
import org.apache.flink.runtime.taskexecutor.GlobalAggregateManager;
import org.apache.flink.util.InstantiationUtil;

/**
 * The job manager's {@link GlobalPace}, through Flink's global aggregates: the one way by which all
 * subtasks of a job, on whatever machines, share a state without an exchange of records. It is
 * there as long as the job manager is; a new one starts with a fresh pace.
 */
final class JobManagerPace implements PaceAuthority {

  private static final String NAME = "replay-pace";

  private final GlobalAggregateManager jobManager;
  private final Decide decide;
  private final ExecutorService thread;

  JobManagerPace(GlobalAggregateManager jobManager, PaceLimits limits, int openShards) {
    this.jobManager = jobManager;
    this.decide = new Decide(limits, openShards);
    this.thread =
        Executors.newSingleThreadExecutor(
            task -> {
              Thread created = new Thread(task, "ask for the pace");
              created.setDaemon(true);
              return created;
            });
  }

  @Override
  public CompletableFuture<PaceGrant> ask(PaceRequest request) {
    return CompletableFuture.supplyAsync(() -> call(request), thread);
  }

  @Override
  public void close() {
    thread.shutdownNow();
  }

  private PaceGrant call(PaceRequest request) {
    try {
      byte[] grant = jobManager.updateGlobalAggregate(NAME, bytes(request), decide);
      return (PaceGrant) object(grant);
    } catch (IOException e) {
      throw new CompletionException(e);
    }
  }

  /** Flink's messages know no classes of ours, hence bytes. */
  private static byte[] bytes(Serializable message) {
    try {
      return InstantiationUtil.serializeObject(message);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Object object(byte[] bytes) {
    try {
      return InstantiationUtil.deserializeObject(bytes, JobManagerPace.class.getClassLoader());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (ClassNotFoundException e) {
      throw new IllegalStateException("Not a message of ours", e);
    }
  }

  /** Runs in the job manager, where calls come one after the other. */
  private static final class Decide implements AggregateFunction<byte[], Decision, byte[]> {

    private static final long serialVersionUID = 1L;

    private final PaceLimits limits;
    private final int openShards;

    Decide(PaceLimits limits, int openShards) {
      this.limits = limits;
      this.openShards = openShards;
    }

    @Override
    public Decision createAccumulator() {
      return new Decision(new GlobalPace(limits, openShards));
    }

    @Override
    public Decision add(byte[] request, Decision decision) {
      decision.last = decision.pace.ask((PaceRequest) object(request), System.nanoTime());
      return decision;
    }

    @Override
    public byte[] getResult(Decision decision) {
      return bytes(decision.last);
    }

    @Override
    public Decision merge(Decision a, Decision b) {
      throw new UnsupportedOperationException("There is one");
    }
  }

  /** The pace, and what it said last. */
  private static final class Decision {

    private final GlobalPace pace;
    private PaceGrant last;

    Decision(GlobalPace pace) {
      this.pace = pace;
    }
  }
}
