package io.kinesisrewind.archive.kinesis;

import static org.assertj.core.api.Assertions.assertThat;

import io.kinesisrewind.archive.support.ManualClock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.apache.flink.kinesis.shaded.org.reactivestreams.Subscriber;
import org.apache.flink.kinesis.shaded.org.reactivestreams.Subscription;
import org.apache.flink.kinesis.shaded.software.amazon.awssdk.core.SdkBytes;
import org.apache.flink.kinesis.shaded.software.amazon.awssdk.core.async.SdkPublisher;
import org.apache.flink.kinesis.shaded.software.amazon.awssdk.services.kinesis.model.Record;
import org.apache.flink.kinesis.shaded.software.amazon.awssdk.services.kinesis.model.ResourceNotFoundException;
import org.apache.flink.kinesis.shaded.software.amazon.awssdk.services.kinesis.model.SubscribeToShardEvent;
import org.apache.flink.kinesis.shaded.software.amazon.awssdk.services.kinesis.model.SubscribeToShardEventStream;
import org.apache.flink.kinesis.shaded.software.amazon.awssdk.services.kinesis.model.SubscribeToShardRequest;
import org.apache.flink.kinesis.shaded.software.amazon.awssdk.services.kinesis.model.SubscribeToShardResponseHandler;
import org.apache.flink.streaming.connectors.kinesis.proxy.KinesisProxyAsyncV2Interface;
import org.junit.jupiter.api.Test;

class ShieldedFanOutTest {

  private static final String ARN =
      "arn:aws:kinesis:us-east-1:000000000000:stream/orders/consumer/rewind:1700000000";

  /** Magic, nothing but zeros as content, no checksum that is right. */
  private static final byte[] DAMAGED = HexFormat.of().parseHex("f3899ac2" + "00".repeat(18));

  private final ShardLags lags = new ShardLags(new ManualClock());
  private final List<SubscribeToShardEventStream> events = new ArrayList<>();
  private final List<Throwable> failures = new ArrayList<>();

  @Test
  void aConsumerThatIsGoneIsNotTheEndOfTheShard() {
    ResourceNotFoundException gone =
        ResourceNotFoundException.builder().message("Consumer not found").build();

    subscribe(subscriber -> subscriber.onError(gone));

    assertThat(failures).hasSize(1);
    assertThat(failures.get(0))
        .isNotInstanceOf(ResourceNotFoundException.class)
        .hasMessageContaining("has it been deregistered?")
        .hasCause(gone);
  }

  @Test
  void otherFailuresStayWhatTheyAre() {
    IllegalStateException other = new IllegalStateException();

    subscribe(subscriber -> subscriber.onError(other));

    assertThat(failures).containsExactly(other);
  }

  @Test
  void anEventWithoutRecordsTellsTheLagToo() {
    lags.began("orders", "shard");

    subscribe(subscriber -> subscriber.onNext(event(7000)));

    assertThat(lags.of("orders")).isEqualTo(Duration.ofSeconds(7));
    assertThat(events).hasSize(1);
  }

  @Test
  void damagedAggregatesAreShieldedAndTheRestIsLeftAlone() {
    Record damaged = record(DAMAGED);
    Record plain = record(new byte[] {1, 2, 3});

    subscribe(subscriber -> subscriber.onNext(event(0, damaged, plain)));

    List<Record> records = ((SubscribeToShardEvent) events.get(0)).records();
    assertThat(records.get(0).data()).isNotEqualTo(damaged.data());
    assertThat(KplAggregates.unshield(records.get(0).data().asByteArray())).isEqualTo(DAMAGED);
    assertThat(records.get(1)).isEqualTo(plain);
  }

  private void subscribe(Publishing publishing) {
    SubscribeToShardRequest request =
        SubscribeToShardRequest.builder().consumerARN(ARN).shardId("shard").build();
    SubscribeToShardResponseHandler handler =
        SubscribeToShardResponseHandler.builder().subscriber(Recorder::new).build();
    new ShieldedFanOut(new Fake(publishing), lags).subscribeToShard(request, handler).join();
  }

  private static SubscribeToShardEvent event(long millisBehind, Record... records) {
    return SubscribeToShardEventStream.subscribeToShardEventBuilder()
        .millisBehindLatest(millisBehind)
        .records(records)
        .build();
  }

  private static Record record(byte[] data) {
    return Record.builder().sequenceNumber("1").data(SdkBytes.fromByteArray(data)).build();
  }

  /** What Kinesis does once it is subscribed to. */
  private interface Publishing {
    void to(Subscriber<? super SubscribeToShardEventStream> subscriber);
  }

  private static final class Fake implements KinesisProxyAsyncV2Interface {

    private final Publishing publishing;

    private Fake(Publishing publishing) {
      this.publishing = publishing;
    }

    @Override
    public CompletableFuture<Void> subscribeToShard(
        SubscribeToShardRequest request, SubscribeToShardResponseHandler handler) {
      handler.onEventStream(
          SdkPublisher.adapt(
              subscriber -> {
                subscriber.onSubscribe(new NoSubscription());
                publishing.to(subscriber);
              }));
      return CompletableFuture.completedFuture(null);
    }

    @Override
    public void close() {}
  }

  private static final class NoSubscription implements Subscription {
    @Override
    public void request(long count) {}

    @Override
    public void cancel() {}
  }

  /** Takes down what the connector would get. */
  private final class Recorder implements Subscriber<SubscribeToShardEventStream> {
    @Override
    public void onSubscribe(Subscription subscription) {}

    @Override
    public void onNext(SubscribeToShardEventStream event) {
      events.add(event);
    }

    @Override
    public void onError(Throwable failure) {
      failures.add(failure);
    }

    @Override
    public void onComplete() {}
  }
}
