package io.kinesisrewind.replay.delivery.lambda;

import java.util.concurrent.CompletableFuture;

/** The one call that {@link FunctionDispatcher} needs. */
interface FunctionClient extends AutoCloseable {

  /**
   * Invokes the function and waits for its response.
   *
   * @return completes exceptionally where trying again cannot help
   */
  CompletableFuture<Reply> invoke(byte[] event);

  @Override
  void close();
}
