package io.kinesisrewind.replay.delivery.lambda;

import io.kinesisrewind.replay.bad.BadRecords;
import io.kinesisrewind.replay.delivery.ReplayTarget;
import io.kinesisrewind.runtime.AwsAccess;
import io.kinesisrewind.schemas.ArchivedRecord;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.streaming.api.datastream.AsyncDataStream;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.datastream.SingleOutputStreamOperator;

/**
 * A Lambda function. At least once; of each shard one batch after the other, first deliveries of a
 * key in order, across shards as well.
 *
 * <p>One task invokes for all shards: a key whose shard was split or merged goes on in another one,
 * and only who sees both can keep its order. It waits for the network more than it computes.
 *
 * <p>An asynchronous step for the reasons that {@link
 * io.kinesisrewind.replay.delivery.kinesis.KinesisTarget} has, and with the same limits.
 */
public final class LambdaTarget implements ReplayTarget {

  private static final long serialVersionUID = 1L;
  private static final long NO_TIMEOUT = 0;

  private final AwsAccess aws;
  private final FunctionName function;
  private final EventOrigin origin;
  private final InvokeSettings settings;
  private final BadRecords badRecords;
  private final String replayId;
  private final int maxInFlight;

  /**
   * @param maxInFlight records under way
   */
  public LambdaTarget(
      AwsAccess aws,
      FunctionName function,
      EventOrigin origin,
      InvokeSettings settings,
      BadRecords badRecords,
      String replayId,
      int maxInFlight) {
    this.aws = aws;
    this.function = function;
    this.origin = origin;
    this.settings = settings;
    this.badRecords = badRecords;
    this.replayId = replayId;
    this.maxInFlight = maxInFlight;
  }

  @Override
  public Optional<String> refuses(ArchivedRecord record) {
    if (EventRecords.estimate(record) <= Event.MAX_BYTES / 2) {
      return Optional.empty();
    }
    Event event = new Event();
    event.add(new EventRecords(origin).encode(record));
    return event.isTooLarge() ? Optional.of(event.refusal()) : Optional.empty();
  }

  @Override
  public SingleOutputStreamOperator<?> deliver(DataStream<ArchivedRecord> records) {
    return AsyncDataStream.orderedWait(
            records, new InvokeInOrder(aws, this), NO_TIMEOUT, TimeUnit.MILLISECONDS, maxInFlight)
        .returns(Outcome.TYPE)
        .name("invoke " + function)
        .uid("invoke")
        .setParallelism(1)
        .transform("count delivered", Types.VOID, new CountOutcomes(badRecords, replayId))
        .uid("count-delivered")
        .setParallelism(1);
  }

  FunctionName function() {
    return function;
  }

  EventOrigin origin() {
    return origin;
  }

  InvokeSettings settings() {
    return settings;
  }

  Refusals refusals() {
    return new Refusals(function, badRecords);
  }
}
