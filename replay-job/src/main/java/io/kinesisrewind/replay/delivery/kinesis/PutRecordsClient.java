package io.kinesisrewind.replay.delivery.kinesis;

import java.util.List;
import java.util.concurrent.CompletableFuture;

/** What {@link OrderedDispatcher} needs of a stream. */
interface PutRecordsClient extends AutoCloseable {

  /**
   * Puts the entries, in no order among them, and says of each whether it is in.
   *
   * @return as many results as entries, in their order; or, for all of them, a {@link
   *     TryAgainException}, or any other exception where trying again cannot help
   */
  CompletableFuture<List<PutResult>> put(List<PutEntry> entries);

  /** The shards as they are now; or any exception. */
  CompletableFuture<ShardRanges> shards();

  @Override
  void close();
}
