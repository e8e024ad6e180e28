package io.kinesisrewind.replay.delivery.kinesis;

import io.kinesisrewind.replay.delivery.ReplayTarget;
import io.kinesisrewind.replay.ledger.CountingOperator;
import io.kinesisrewind.replay.ledger.Counts;
import io.kinesisrewind.runtime.AwsAccess;
import io.kinesisrewind.schemas.ArchivedRecord;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.streaming.api.datastream.AsyncDataStream;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.datastream.SingleOutputStreamOperator;

/**
 * A Kinesis stream. At least once; first deliveries of a key are in order.
 *
 * <p>Not a sink: an asynchronous step whose state holds what is under way, so that a checkpoint
 * need not wait for that to be delivered, and whose results reach the ledger, so that the account
 * is exact. No checkpoint completes, though, while the target takes nothing and as much is under
 * way as may be (a barrier waits behind the records in the network buffers), nor while the last
 * records are under way after the end of the input: Flink waits for those within one step.
 */
public final class KinesisTarget implements ReplayTarget {

  private static final long serialVersionUID = 1L;
  private static final long NO_TIMEOUT = 0;

  private final AwsAccess aws;
  private final String streamName;
  private final StreamLimits limits;
  private final boolean keepHashKeys;
  private final int maxInFlight;
  private final int concurrentCalls;

  /**
   * @param recordKib the most that the stream takes of one record, in KiB
   * @param keepHashKeys whether a record that had an explicit hash key is put with it
   * @param maxInFlight records under way, per subtask
   * @param concurrentCalls PutRecords calls under way, per subtask
   */
  public KinesisTarget(
      AwsAccess aws,
      String streamName,
      int recordKib,
      boolean keepHashKeys,
      int maxInFlight,
      int concurrentCalls) {
    this.aws = aws;
    this.streamName = streamName;
    this.limits = new StreamLimits(recordKib);
    this.keepHashKeys = keepHashKeys;
    this.maxInFlight = maxInFlight;
    this.concurrentCalls = concurrentCalls;
  }

  @Override
  public Optional<String> refuses(ArchivedRecord record) {
    return limits.refusal(record, keepHashKeys);
  }

  @Override
  public SingleOutputStreamOperator<?> deliver(DataStream<ArchivedRecord> records) {
    DataStream<Outcome> outcomes =
        AsyncDataStream.orderedWait(
                records.keyBy(ArchivedRecord::getPartitionKey, Types.STRING),
                new PutInOrder(aws, this),
                NO_TIMEOUT,
                TimeUnit.MILLISECONDS,
                maxInFlight)
            .returns(Outcome.TYPE)
            .name("put to " + streamName)
            .uid("put");
    return outcomes
        .transform("count delivered", Types.VOID, new CountingOperator<>(KinesisTarget::count))
        .uid("count-delivered");
  }

  String streamName() {
    return streamName;
  }

  boolean keepsHashKeys() {
    return keepHashKeys;
  }

  int concurrentCalls() {
    return concurrentCalls;
  }

  private static Optional<Void> count(Outcome outcome, Counts counts) {
    counts.delivered++;
    counts.retried += outcome.getRetries();
    return Optional.empty();
  }
}
