package io.kinesisrewind.replay.delivery.lambda;

import io.kinesisrewind.replay.delivery.Results;
import io.kinesisrewind.runtime.AwsAccess;
import io.kinesisrewind.schemas.ArchivedRecord;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.streaming.api.functions.async.ResultFuture;
import org.apache.flink.streaming.api.functions.async.RichAsyncFunction;

/**
 * Invokes a function with each record, in batches, and gives what became of it. To be used with
 * {@code orderedWait} and a parallelism of one: that keeps the records under way in its state and,
 * after a failure, gives them to a new instance in their order.
 */
public final class InvokeInOrder extends RichAsyncFunction<ArchivedRecord, Outcome> {

  private static final long serialVersionUID = 1L;

  private final AwsAccess aws;
  private final LambdaTarget target;
  private transient FunctionDispatcher dispatcher;

  InvokeInOrder(AwsAccess aws, LambdaTarget target) {
    this.aws = aws;
    this.target = target;
  }

  @Override
  public void open(OpenContext context) {
    InvokeSettings settings = target.settings();
    dispatcher =
        new FunctionDispatcher(
            LambdaInvoke.of(aws, target.function(), settings.invocations(), settings.timeout()),
            target.origin(),
            settings,
            target.refusals());
  }

  @Override
  public void asyncInvoke(ArchivedRecord record, ResultFuture<Outcome> result) {
    Results.give(dispatcher.submit(record), result);
  }

  @Override
  public void close() {
    if (dispatcher != null) {
      dispatcher.close();
    }
  }
}
