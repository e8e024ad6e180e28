package io.kinesisrewind.archive.kinesis;

import java.nio.ByteBuffer;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.LongConsumer;
import java.util.stream.Collectors;
import org.apache.flink.kinesis.shaded.org.reactivestreams.Subscriber;
import org.apache.flink.kinesis.shaded.org.reactivestreams.Subscription;
import org.apache.flink.kinesis.shaded.software.amazon.awssdk.core.SdkBytes;
import org.apache.flink.kinesis.shaded.software.amazon.awssdk.core.async.SdkPublisher;
import org.apache.flink.kinesis.shaded.software.amazon.awssdk.services.kinesis.model.Record;
import org.apache.flink.kinesis.shaded.software.amazon.awssdk.services.kinesis.model.ResourceNotFoundException;
import org.apache.flink.kinesis.shaded.software.amazon.awssdk.services.kinesis.model.SubscribeToShardEvent;
import org.apache.flink.kinesis.shaded.software.amazon.awssdk.services.kinesis.model.SubscribeToShardEventStream;
import org.apache.flink.kinesis.shaded.software.amazon.awssdk.services.kinesis.model.SubscribeToShardRequest;
import org.apache.flink.kinesis.shaded.software.amazon.awssdk.services.kinesis.model.SubscribeToShardResponse;
import org.apache.flink.kinesis.shaded.software.amazon.awssdk.services.kinesis.model.SubscribeToShardResponseHandler;
import org.apache.flink.streaming.connectors.kinesis.proxy.KinesisProxyAsyncV2Interface;

/**
 * The connector's enhanced fan-out, made safe for an archive.
 *
 * <ul>
 *   <li>Damaged {@link KplAggregates} are shielded.
 *   <li>A consumer that is deregistered while it reads is a failure. The connector would take the
 *       shard for read to its end, save that, and never read it again.
 *   <li>How far a shard is behind is told for events without records, too, which the connector
 *       keeps to itself.
 * </ul>
 */
final class ShieldedFanOut implements KinesisProxyAsyncV2Interface {

  private final KinesisProxyAsyncV2Interface kinesis;
  private final ShardLags lags;

  ShieldedFanOut(KinesisProxyAsyncV2Interface kinesis, ShardLags lags) {
    this.kinesis = kinesis;
    this.lags = lags;
  }

  @Override
  public CompletableFuture<Void> subscribeToShard(
      SubscribeToShardRequest request, SubscribeToShardResponseHandler handler) {
    String stream = streamOf(request.consumerARN());
    return kinesis.subscribeToShard(
        request, new Handler(handler, millis -> lags.behind(stream, request.shardId(), millis)));
  }

  @Override
  public void close() {
    kinesis.close();
  }

  /**
   * @param consumerArn {@code arn:aws:kinesis:REGION:ACCOUNT:stream/STREAM/consumer/NAME:CREATED}
   */
  static String streamOf(String consumerArn) {
    return consumerArn.split("/", -1)[1];
  }

  /** Between the SDK and the connector's handler. */
  private static final class Handler implements SubscribeToShardResponseHandler {

    private final SubscribeToShardResponseHandler handler;
    private final LongConsumer millisBehind;

    Handler(SubscribeToShardResponseHandler handler, LongConsumer millisBehind) {
      this.handler = handler;
      this.millisBehind = millisBehind;
    }

    @Override
    public void responseReceived(SubscribeToShardResponse response) {
      handler.responseReceived(response);
    }

    @Override
    public void onEventStream(SdkPublisher<SubscribeToShardEventStream> events) {
      handler.onEventStream(
          SdkPublisher.adapt(
              subscriber -> events.map(this::shield).subscribe(new NeverAtTheEnd(subscriber))));
    }

    @Override
    public void exceptionOccurred(Throwable failure) {
      handler.exceptionOccurred(failure);
    }

    @Override
    public void complete() {
      handler.complete();
    }

    private SubscribeToShardEventStream shield(SubscribeToShardEventStream any) {
      if (!(any instanceof SubscribeToShardEvent)) {
        return any;
      }
      SubscribeToShardEvent event = (SubscribeToShardEvent) any;
      if (event.millisBehindLatest() != null) {
        millisBehind.accept(event.millisBehindLatest());
      }
      List<Record> records =
          event.records().stream().map(Handler::shield).collect(Collectors.toList());
      return event.toBuilder().records(records).build();
    }

    private static Record shield(Record record) {
      ByteBuffer data = record.data().asByteBuffer();
      return KplAggregates.isDamaged(data)
          ? record.toBuilder().data(SdkBytes.fromByteBuffer(KplAggregates.shield(data))).build()
          : record;
    }
  }

  /** Passes everything on, but "not found" as what it is: not the end of the shard. */
  private static final class NeverAtTheEnd implements Subscriber<SubscribeToShardEventStream> {

    private final Subscriber<? super SubscribeToShardEventStream> subscriber;

    NeverAtTheEnd(Subscriber<? super SubscribeToShardEventStream> subscriber) {
      this.subscriber = subscriber;
    }

    @Override
    public void onSubscribe(Subscription subscription) {
      subscriber.onSubscribe(subscription);
    }

    @Override
    public void onNext(SubscribeToShardEventStream event) {
      subscriber.onNext(event);
    }

    @Override
    public void onError(Throwable failure) {
      subscriber.onError(
          failure instanceof ResourceNotFoundException
              ? new IllegalStateException(
                  "The enhanced fan-out consumer is gone; has it been deregistered? "
                      + failure.getMessage(),
                  failure)
              : failure);
    }

    @Override
    public void onComplete() {
      subscriber.onComplete();
    }
  }
}
