package io.kinesisrewind.replay.delivery.kinesis;

import io.kinesisrewind.replay.delivery.Results;
import io.kinesisrewind.replay.ledger.ReplayMetrics;
import io.kinesisrewind.runtime.AwsAccess;
import io.kinesisrewind.schemas.ArchivedRecord;
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
            new ShardRates(
                System::nanoTime, getRuntimeContext().getTaskInfo().getNumberOfParallelSubtasks()),
            name);
    getRuntimeContext()
        .getMetricGroup()
        .addGroup("kinesisanalytics")
        .gauge(ReplayMetrics.SHARDS_THROTTLED, (Gauge<Long>) dispatcher::boundShards);
  }

  @Override
  public void asyncInvoke(ArchivedRecord record, ResultFuture<Outcome> result) {
    Results.give(
        dispatcher
            .submit(PutEntry.of(record, target.keepsHashKeys()))
            .thenApply(retries -> new Outcome(retries)),
        result);
  }

  @Override
  public void close() {
    if (dispatcher != null) {
      dispatcher.close();
    }
  }
}
