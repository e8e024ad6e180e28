package io.kinesisrewind.replay.delivery.kinesis;

import io.kinesisrewind.replay.ledger.ReplayMetrics;
import io.kinesisrewind.runtime.AwsAccess;
import io.kinesisrewind.schemas.ArchivedRecord;
import java.util.List;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.metrics.Gauge;
import org.apache.flink.streaming.api.functions.async.ResultFuture;
import org.apache.flink.streaming.api.functions.async.RichAsyncFunction;

/**
 * Puts each record into a stream and gives its outcome. To be used with {@code orderedWait} on a
 * stream partitioned by key: that keeps the records under way in its state and, after a failure,
 * gives them to a new instance in their order. To one per subtask, that is: restored with another
 * parallelism, Flink would deal them out without regard to keys, so a replay goes on from a
 * checkpoint with the parallelism it was taken with.
 */
public final class PutInOrder extends RichAsyncFunction<ArchivedRecord, Outcome> {

  private static final long serialVersionUID = 1L;

  private final AwsAccess aws;
  private final KinesisTarget target;
  private transient OrderedDispatcher dispatcher;

  PutInOrder(AwsAccess aws, KinesisTarget target) {
    this.aws = aws;
    this.target = target;
  }

  @Override
  public void open(OpenContext context) {
    int calls = target.concurrentCalls();
    String name = "put to " + target.streamName();
    dispatcher =
        new OrderedDispatcher(
            KinesisPutRecords.of(aws, target.streamName(), calls),
            DispatchLimits.KINESIS.withCalls(calls),
            new ShardRates(System::nanoTime),
            name);
    getRuntimeContext()
        .getMetricGroup()
        .addGroup("kinesisanalytics")
        .gauge(ReplayMetrics.SHARDS_THROTTLED, (Gauge<Long>) dispatcher::boundShards);
  }

  @Override
  public void asyncInvoke(ArchivedRecord record, ResultFuture<Outcome> result) {
    var unused =
        dispatcher
            .submit(PutEntry.of(record, target.keepsHashKeys()))
            .whenComplete(
                (retries, fault) -> {
                  if (fault == null) {
                    result.complete(List.of(new Outcome(retries)));
                  } else {
                    result.completeExceptionally(fault);
                  }
                });
  }

  @Override
  public void close() {
    if (dispatcher != null) {
      dispatcher.close();
    }
  }
}
