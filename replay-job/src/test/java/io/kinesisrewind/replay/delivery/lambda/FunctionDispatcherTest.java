package io.kinesisrewind.replay.delivery.lambda;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.kinesisrewind.replay.ReplayFailedException;
import io.kinesisrewind.replay.bad.BadRecords;
import io.kinesisrewind.replay.delivery.Backoff;
import io.kinesisrewind.replay.testing.Records;
import io.kinesisrewind.schemas.ArchivedRecord;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

class FunctionDispatcherTest {

  private static final EventOrigin ORIGIN =
      EventOrigin.of(
          "arn:aws:kinesis:eu-west-1:123456789012:stream/orders",
          "arn:aws:iam::123456789012:role/r");
  private static final FunctionName FUNCTION = FunctionName.parse("consumer").orElseThrow();

  @Property(tries = 20)
  void eachShardGoesInItsOrderOneBatchAtATimeWhateverHappens(@ForAll long seed) throws Exception {
    FakeLambda lambda = new FakeLambda(seed, 0.4, Set.of());
    List<ArchivedRecord> records = records(400, 3, 30, seed);

    List<Outcome> outcomes = deliver(records, lambda, settings().retries(-1), BadRecords.fail);

    assertThat(outcomes).allMatch(outcome -> outcome.reason().isEmpty());
    assertThat(first(lambda.byShard())).isEqualTo(expected(records, ArchivedRecord::getShardId));
    assertThat(first(lambda.byKey())).isEqualTo(expected(records, ArchivedRecord::getPartitionKey));
    assertThat(lambda.sawShardsMixed()).isFalse();
    for (String shard : lambda.byShard().keySet()) {
      assertThat(lambda.mostUnderWay(shard)).isEqualTo(1);
    }
    assertThat(lambda.mostUnderWay("all")).isLessThanOrEqualTo(3);
  }

  @Property(tries = 20)
  void withAFactorEachKeyGoesInItsOrder(
      @ForAll long seed, @ForAll @IntRange(min = 2, max = 10) int factor) throws Exception {
    FakeLambda lambda = new FakeLambda(seed, 0.4, Set.of());
    List<ArchivedRecord> records = records(400, 2, 30, seed);

    deliver(
        records,
        lambda,
        settings().retries(-1).parallelizationFactor(factor).invocations(50),
        BadRecords.fail);

    assertThat(first(lambda.byKey())).isEqualTo(expected(records, ArchivedRecord::getPartitionKey));
    assertThat(lambda.sawShardsMixed()).isFalse();
    for (String key : lambda.byKey().keySet()) {
      assertThat(lambda.mostUnderWay(key)).isEqualTo(1);
    }
    for (String shard : lambda.byShard().keySet()) {
      assertThat(lambda.mostUnderWay(shard)).isBetween(1, factor);
    }
  }

  @Property(tries = 20)
  void aKeyKeepsItsOrderThroughSplitsAndMerges(@ForAll long seed) throws Exception {
    FakeLambda lambda = new FakeLambda(seed, 0.4, Set.of());
    Random random = new Random(seed);
    List<ArchivedRecord> records = records(400, 1, 12, seed);
    // Each key moves on to another shard now and then.
    Map<String, Integer> shards = new LinkedHashMap<>();
    for (ArchivedRecord record : records) {
      int shard = shards.merge(record.getPartitionKey(), random.nextInt(8) / 7, Integer::sum);
      record.setShardId(Records.shard(shard));
    }

    deliver(records, lambda, settings().retries(-1).invocations(20), BadRecords.fail);

    assertThat(first(lambda.byKey())).isEqualTo(expected(records, ArchivedRecord::getPartitionKey));
  }

  @Property(tries = 20)
  void poisonIsFoundAloneAndTheRestDelivered(
      @ForAll long seed, @ForAll Set<@IntRange(max = 399) Integer> bad) throws Exception {
    Set<String> poison = bad.stream().map(String::valueOf).collect(Collectors.toSet());
    FakeLambda lambda = new FakeLambda(seed, 0, poison);
    List<ArchivedRecord> records = records(400, 3, 30, seed);

    List<Outcome> outcomes =
        deliver(records, lambda, settings().retries(1).bisectOnError(true), BadRecords.skip);

    assertThat(
            outcomes.stream()
                .filter(outcome -> outcome.reason().isPresent())
                .map(outcome -> outcome.getRecord().getSequenceNumber()))
        .containsExactlyInAnyOrderElementsOf(poison);
    records.removeIf(record -> poison.contains(record.getSequenceNumber()));
    assertThat(lambda.byShard()).isEqualTo(expected(records, ArchivedRecord::getShardId));
  }

  @Example
  void aBatchEndsWhereSixMegabytesAreFull() throws Exception {
    FakeLambda lambda = new FakeLambda(1, 0, Set.of());
    List<ArchivedRecord> records = new ArrayList<>();
    for (int i = 0; i < 30; i++) {
      records.add(Records.record(0, i, "k", Records.START, new byte[900_000 + i]));
    }

    deliver(records, lambda, settings().batchSize(100), BadRecords.fail);

    // 1.2 MB each in base64: five fit.
    assertThat(lambda.byShard().get(Records.shard(0))).hasSize(30).isSorted();
    assertThat(lambda.eventSizes()).allMatch(size -> size <= 6_291_456);
    assertThat(lambda.eventSizes().stream().filter(size -> size > 6_000_000).count())
        .isGreaterThanOrEqualTo(5);
  }

  @Example
  void aRecordThatNoEventCanHoldIsRefusedWithoutAnInvocation() throws Exception {
    FakeLambda lambda = new FakeLambda(1, 0, Set.of());
    List<ArchivedRecord> records =
        List.of(
            Records.record(0, 1, "k", Records.START, new byte[1]),
            Records.record(0, 2, "k", Records.START, new byte[5 << 20]),
            Records.record(0, 3, "k", Records.START, new byte[1]));

    List<Outcome> outcomes = deliver(records, lambda, settings(), BadRecords.skip);

    assertThat(outcomes.get(1).reason().orElseThrow()).contains("and Lambda takes 6291456");
    assertThat(lambda.byShard()).containsOnly(Map.entry(Records.shard(0), List.of(1, 3)));
  }

  @Example
  void refusedForGoodItSaysWhichRecordAndWhyAndStops() {
    FakeLambda lambda = new FakeLambda(1, 0, Set.of("5"));
    List<ArchivedRecord> records = records(400, 1, 5, 1);

    assertThatThrownBy(
            () -> deliver(records, lambda, settings().bisectOnError(true), BadRecords.fail))
        .hasRootCauseInstanceOf(ReplayFailedException.class)
        .hasRootCauseMessage(
            "Function consumer does not take record 5/0 of shardId-000000000000 (attempts: 4):"
                + " poison; --on-bad-record skip or dead-letter goes on without");
    assertThat(lambda.byShard().get(Records.shard(0))).containsExactly(0, 1, 2, 3, 4);
  }

  @Example
  void aFaultForGoodReachesEveryRecordAndInvokesNoMore() throws Exception {
    FakeLambda lambda = new FakeLambda(1, 0, Set.of());
    lambda.endWith(new ReplayFailedException("no such function"));
    try (FunctionDispatcher dispatcher = dispatcher(lambda, settings(), BadRecords.skip)) {
      List<CompletableFuture<Outcome>> done = new ArrayList<>();
      records(50, 3, 10, 1).forEach(record -> done.add(dispatcher.submit(record)));
      for (CompletableFuture<Outcome> each : done) {
        assertThatThrownBy(() -> each.get(2, TimeUnit.MINUTES))
            .hasRootCauseMessage("no such function");
      }
      CompletableFuture<Outcome> late = dispatcher.submit(records(1, 1, 1, 1).get(0));
      assertThatThrownBy(() -> late.get(2, TimeUnit.MINUTES))
          .hasRootCauseMessage("no such function");
    }
    assertThat(lambda.byKey()).isEmpty();
  }

  private static InvokeSettings.Builder settings() {
    return InvokeSettings.builder()
        .batchSize(16)
        .invocations(3)
        .linger(Duration.ofMillis(2))
        .backoff(new Backoff(Duration.ofMillis(1), Duration.ofMillis(4)));
  }

  private static List<Outcome> deliver(
      List<ArchivedRecord> records,
      FakeLambda lambda,
      InvokeSettings.Builder settings,
      BadRecords action)
      throws Exception {
    try (FunctionDispatcher dispatcher = dispatcher(lambda, settings, action)) {
      List<CompletableFuture<Outcome>> done = new ArrayList<>();
      records.forEach(record -> done.add(dispatcher.submit(record)));
      List<Outcome> outcomes = new ArrayList<>();
      for (CompletableFuture<Outcome> each : done) {
        outcomes.add(each.get(2, TimeUnit.MINUTES));
      }
      return outcomes;
    }
  }

  private static FunctionDispatcher dispatcher(
      FakeLambda lambda, InvokeSettings.Builder settings, BadRecords action) {
    return new FunctionDispatcher(lambda, ORIGIN, settings.build(), new Refusals(FUNCTION, action));
  }

  /** Keys keep to their shards. */
  private static List<ArchivedRecord> records(int count, int shards, int keys, long seed) {
    Random random = new Random(seed);
    List<ArchivedRecord> records = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      int key = random.nextInt(keys);
      records.add(Records.record(key % shards, i, "key-" + key, Records.START, new byte[] {1}));
    }
    return records;
  }

  private static Map<String, List<Integer>> expected(
      List<ArchivedRecord> records, java.util.function.Function<ArchivedRecord, String> group) {
    return records.stream()
        .collect(
            Collectors.groupingBy(
                group,
                Collectors.mapping(
                    record -> Integer.parseInt(record.getSequenceNumber()), Collectors.toList())));
  }

  /** What was taken again is left out; the order is that of the first time. */
  private static Map<String, List<Integer>> first(Map<String, List<Integer>> taken) {
    Map<String, List<Integer>> first = new LinkedHashMap<>();
    taken.forEach(
        (name, numbers) ->
            first.put(name, numbers.stream().distinct().collect(Collectors.toList())));
    return first;
  }
}
