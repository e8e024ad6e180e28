package io.kinesisrewind.replay.pace;

import java.util.concurrent.CompletableFuture;

/** Whom a subtask asks before it lets records go. */
interface PaceAuthority extends AutoCloseable {

  /** Never waits. The answer comes in any thread. */
  CompletableFuture<PaceGrant> ask(PaceRequest request);

  @Override
  void close();
}
