package io.kinesisrewind.replay.delivery;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.apache.flink.streaming.api.functions.async.ResultFuture;
import org.apache.flink.util.ExceptionUtils;

/** What becomes of a record, given to Flink's asynchronous step. */
public final class Results {

  private Results() {}

  /** The one result, or why there is none, as soon as it is known. */
  public static <T> void give(CompletableFuture<T> result, ResultFuture<T> step) {
    var unused =
        result.whenComplete(
            (value, fault) -> {
              if (fault == null) {
                step.complete(List.of(value));
              } else {
                step.completeExceptionally(ExceptionUtils.stripCompletionException(fault));
              }
            });
  }
}
