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
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

class OrderedDispatcherTest {

  private static final DispatchLimits SMALL =
      new DispatchLimits(
          10, 200, 3, Duration.ofMillis(1), Duration.ofMillis(1), Duration.ofMillis(8));

  /** How long a test waits for what must come; never how long it takes. */
  private static final Duration PATIENCE = Duration.ofMinutes(2);

  private static final Duration NEVER = Duration.ofHours(1);

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
        retries += get(each);
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
        get(each);
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
        get(each);
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
        get(each);
      }
    }

    assertThat(kinesis.callSizes()).containsOnly(1).hasSize(11);
  }

  @Test
  void aKeyThatLagsBehindDoesNotWaitForOthersToShareItsCall() throws Exception {
    DispatchLimits limits = new DispatchLimits(2, 200, 1, NEVER, Duration.ZERO, Duration.ZERO);
    try (OrderedDispatcher dispatcher = dispatcher(new FakeKinesis(1, 0), limits)) {
      List<CompletableFuture<Integer>> hot = new ArrayList<>();
      int count = KeyQueues.BACKLOG + 6;
      for (int i = 0; i < count; i++) {
        hot.add(dispatcher.submit(FakeKinesis.entry("hot", i)));
      }
      get(dispatcher.submit(FakeKinesis.entry("other", count))); // a full call of two

      get(hot.get(5));
      assertThat(hot.get(6)).as("few wait behind it: there may be others").isNotDone();
    }
  }

  @Test
  void whatIsThrottledGoesWhenTheShardsRateLetsItWithoutAnyBackoff() throws Exception {
    Refusing kinesis = new Refusing(PutResult.THROTTLED, 3);
    DispatchLimits limits = new DispatchLimits(10, 200, 3, Duration.ZERO, NEVER, NEVER);
    try (OrderedDispatcher dispatcher = dispatcher(kinesis, limits)) {
      List<CompletableFuture<Integer>> done =
          IntStream.range(0, 20)
              .mapToObj(i -> dispatcher.submit(FakeKinesis.entry("key-" + i, i)))
              .collect(Collectors.toList());
      for (CompletableFuture<Integer> each : done) {
        assertThat(get(each)).isEqualTo(3);
      }
    }
  }

  @Test
  void whatFailsOtherwiseWaitsForItsBackoffAndHoldsUpNoOtherKey() throws Exception {
    Refusing kinesis = new Refusing(PutResult.FAILED, 1);
    DispatchLimits limits = new DispatchLimits(1, 200, 1, Duration.ZERO, NEVER, NEVER);
    try (OrderedDispatcher dispatcher = dispatcher(kinesis, limits)) {
      CompletableFuture<Integer> refused = dispatcher.submit(FakeKinesis.entry("key", 0));
      Awaitility.await().atMost(PATIENCE).until(() -> kinesis.refusals("key") == 1);
      kinesis.refuseNoMore();
      for (int i = 1; i < 20; i++) {
        get(dispatcher.submit(FakeKinesis.entry("other", i)));
      }

      assertThat(refused).isNotDone();
    }
  }

  @Test
  void aResultThatIsMissingEndsTheReplayRatherThanARecord() {
    PutRecordsClient kinesis =
        new Refusing(PutResult.FAILED, 0) {
          @Override
          public CompletableFuture<List<PutResult>> put(List<PutEntry> entries) {
            return CompletableFuture.completedFuture(List.of());
          }
        };
    try (OrderedDispatcher dispatcher = dispatcher(kinesis, SMALL)) {
      CompletableFuture<Integer> done = dispatcher.submit(FakeKinesis.entry("key", 0));

      assertThatThrownBy(() -> get(done)).hasMessageContaining("0 results for 1 records");
    }
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
        assertThatThrownBy(() -> get(each)).hasRootCauseMessage("no such stream");
      }
      CompletableFuture<Integer> late = dispatcher.submit(FakeKinesis.entry("key", 1));
      assertThatThrownBy(() -> get(late)).hasRootCauseMessage("no such stream");
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

  private static OrderedDispatcher dispatcher(FakeKinesis kinesis) {
    return dispatcher(kinesis, SMALL);
  }

  /** For its rates time goes by a thousand times as fast. */
  private static OrderedDispatcher dispatcher(PutRecordsClient kinesis, DispatchLimits limits) {
    return new OrderedDispatcher(
        kinesis, limits, new ShardRates(() -> System.nanoTime() * 1_000, 1), "test");
  }

  private static int get(CompletableFuture<Integer> retries) throws Exception {
    return retries.get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
  }

  private static Map<String, List<Integer>> firstDeliveries(Map<String, List<Integer>> byKey) {
    Map<String, List<Integer>> first = new LinkedHashMap<>();
    byKey.forEach(
        (key, numbers) -> first.put(key, numbers.stream().distinct().collect(Collectors.toList())));
    return first;
  }

  /** Answers at once; of each key, a number of tries get a result other than accepted. */
  private static class Refusing implements PutRecordsClient {

    private final PutResult refusal;
    private final Map<String, Integer> refusals = new ConcurrentHashMap<>();
    private volatile int most;

    Refusing(PutResult refusal, int most) {
      this.refusal = refusal;
      this.most = most;
    }

    void refuseNoMore() {
      most = 0;
    }

    int refusals(String key) {
      return refusals.getOrDefault(key, 0);
    }

    @Override
    public CompletableFuture<List<PutResult>> put(List<PutEntry> entries) {
      return CompletableFuture.completedFuture(
          entries.stream().map(this::take).collect(Collectors.toList()));
    }

    @Override
    public CompletableFuture<ShardRanges> shards() {
      return CompletableFuture.completedFuture(ShardRanges.UNKNOWN);
    }

    @Override
    public void close() {}

    private PutResult take(PutEntry entry) {
      if (refusals(entry.partitionKey()) >= most) {
        return PutResult.ACCEPTED;
      }
      refusals.merge(entry.partitionKey(), 1, Integer::sum);
      return refusal;
    }
  }
}
