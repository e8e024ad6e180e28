package io.kinesisrewind.replay.delivery.kinesis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.kinesisrewind.replay.ReplayFailedException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class OrderedDispatcherTest {

  private static final DispatchLimits SMALL =
      new DispatchLimits(
          10, 200, 3, Duration.ofMillis(1), Duration.ofMillis(1), Duration.ofMillis(8));

  @Property(tries = 60)
  void firstDeliveriesOfAKeyAreInOrderAndNothingIsLost(
      @ForAll long seed,
      @ForAll @IntRange(min = 1, max = 300) int count,
      @ForAll @IntRange(min = 1, max = 30) int keys,
      @ForAll @IntRange(min = 0, max = 4) int trouble)
      throws Exception {
    FakeKinesis kinesis = new FakeKinesis(seed, trouble / 10.0);
    Map<String, List<Integer>> submitted = new LinkedHashMap<>();
    Random random = new Random(seed);
    int retries = 0;
    try (OrderedDispatcher dispatcher = dispatcher(kinesis)) {
      List<CompletableFuture<Integer>> done = new ArrayList<>();
      for (int i = 0; i < count; i++) {
        String key = "key-" + random.nextInt(keys);
        submitted.computeIfAbsent(key, name -> new ArrayList<>()).add(i);
        done.add(dispatcher.submit(FakeKinesis.entry(key, i)));
      }
      for (CompletableFuture<Integer> each : done) {
        retries += each.get(30, TimeUnit.SECONDS);
      }
    }

    assertThat(firstDeliveries(kinesis.byKey())).containsExactlyInAnyOrderEntriesOf(submitted);
    assertThat(kinesis.sawOneKeyTwiceInACall()).isFalse();
    assertThat(kinesis.callSizes()).allMatch(size -> size <= 10);
    assertThat(kinesis.mostUnderWay()).isLessThanOrEqualTo(3);
    if (trouble == 0) {
      assertThat(retries).isZero();
      assertThat(kinesis.byKey()).containsExactlyInAnyOrderEntriesOf(submitted);
    }
  }

  @Test
  void aRepeatedRecordComesBeforeAnyLaterOneOfItsKey() throws Exception {
    FakeKinesis kinesis = new FakeKinesis(7, 0.5);
    try (OrderedDispatcher dispatcher = dispatcher(kinesis)) {
      List<CompletableFuture<Integer>> done =
          IntStream.range(0, 100)
              .mapToObj(i -> dispatcher.submit(FakeKinesis.entry("key", i)))
              .collect(Collectors.toList());
      for (CompletableFuture<Integer> each : done) {
        each.get(30, TimeUnit.SECONDS);
      }
    }

    assertThat(kinesis.byKey().get("key")).isSorted().contains(0, 99).hasSizeGreaterThan(100);
  }

  @Test
  void callsAreFilled() throws Exception {
    FakeKinesis kinesis = new FakeKinesis(1, 0);
    try (OrderedDispatcher dispatcher = dispatcher(kinesis)) {
      List<CompletableFuture<Integer>> done =
          IntStream.range(0, 1_000)
              .mapToObj(i -> dispatcher.submit(FakeKinesis.entry("key-" + i, i)))
              .collect(Collectors.toList());
      for (CompletableFuture<Integer> each : done) {
        each.get(30, TimeUnit.SECONDS);
      }
    }

    assertThat(kinesis.callSizes().stream().filter(size -> size == 10).count()).isGreaterThan(80);
  }

  @Test
  void aCallHoldsNoMoreBytesThanItMayUnlessOneRecordDoes() throws Exception {
    FakeKinesis kinesis = new FakeKinesis(1, 0);
    String longKey = "k".repeat(150);
    try (OrderedDispatcher dispatcher = dispatcher(kinesis)) {
      List<CompletableFuture<Integer>> done = new ArrayList<>();
      for (int i = 0; i < 10; i++) {
        done.add(dispatcher.submit(FakeKinesis.entry(longKey + i, i)));
      }
      done.add(dispatcher.submit(FakeKinesis.entry("k".repeat(250), 10)));
      for (CompletableFuture<Integer> each : done) {
        each.get(30, TimeUnit.SECONDS);
      }
    }

    assertThat(kinesis.callSizes()).containsOnly(1).hasSize(11);
  }

  @Test
  void aFaultForGoodReachesEveryRecordAndSendsNothingMore() throws Exception {
    FakeKinesis kinesis = new FakeKinesis(1, 0);
    kinesis.endWith(new ReplayFailedException("no such stream"));
    try (OrderedDispatcher dispatcher = dispatcher(kinesis)) {
      List<CompletableFuture<Integer>> done = new ArrayList<>();
      for (int i = 0; i < 100; i++) {
        done.add(dispatcher.submit(FakeKinesis.entry("key-" + i % 3, i)));
      }
      for (CompletableFuture<Integer> each : done) {
        assertThatThrownBy(() -> each.get(30, TimeUnit.SECONDS))
            .hasRootCauseMessage("no such stream");
      }
      CompletableFuture<Integer> late = dispatcher.submit(FakeKinesis.entry("key", 1));
      assertThatThrownBy(() -> late.get(30, TimeUnit.SECONDS))
          .hasRootCauseMessage("no such stream");
    }

    assertThat(kinesis.byKey()).isEmpty();
  }

  @Test
  void backoffDoublesUpToALimitAndIsHalfChance() {
    assertThat(DispatchLimits.KINESIS.backoff(1, 0)).isEqualTo(Duration.ofMillis(50));
    assertThat(DispatchLimits.KINESIS.backoff(1, 1)).isEqualTo(Duration.ofMillis(100));
    assertThat(DispatchLimits.KINESIS.backoff(3, 1)).isEqualTo(Duration.ofMillis(400));
    assertThat(DispatchLimits.KINESIS.backoff(1_000_000, 1)).isEqualTo(Duration.ofSeconds(5));
  }

  /** For its rates time goes by a thousand times as fast. */
  private static OrderedDispatcher dispatcher(FakeKinesis kinesis) {
    return new OrderedDispatcher(
        kinesis, SMALL, new ShardRates(() -> System.nanoTime() * 1_000), "test");
  }

  private static Map<String, List<Integer>> firstDeliveries(Map<String, List<Integer>> byKey) {
    Map<String, List<Integer>> first = new LinkedHashMap<>();
    byKey.forEach(
        (key, numbers) -> first.put(key, numbers.stream().distinct().collect(Collectors.toList())));
    return first;
  }
}
