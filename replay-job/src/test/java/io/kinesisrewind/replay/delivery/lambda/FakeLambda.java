package io.kinesisrewind.replay.delivery.lambda;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/**
 * A function that is throttled, fails, names failures, loses answers and answers out of turn, as
 * chance has it; some records it never takes.
 */
final class FakeLambda implements FunctionClient {

  private static final ObjectMapper JSON = new ObjectMapper();

  private final Random random;
  private final double trouble;
  private final Set<String> poison;
  private final ScheduledExecutorService thread = Executors.newSingleThreadScheduledExecutor();
  private final Map<String, List<Integer>> byKey = new LinkedHashMap<>();
  private final Map<String, List<Integer>> byShard = new LinkedHashMap<>();
  private final List<Integer> eventSizes = new ArrayList<>();
  private final Map<String, Integer> underWay = new HashMap<>();
  private final Map<String, Integer> mostUnderWay = new HashMap<>();
  private boolean mixedShards;
  private RuntimeException end;

  /**
   * @param trouble share of invocations that something happens to
   * @param poison sequence numbers
   */
  FakeLambda(long seed, double trouble, Set<String> poison) {
    this.random = new Random(seed);
    this.trouble = trouble;
    this.poison = poison;
  }

  /** Every call from now on fails for good. */
  synchronized void endWith(RuntimeException failure) {
    end = failure;
  }

  @Override
  public synchronized CompletableFuture<Reply> invoke(byte[] event) {
    List<Received> records = read(event);
    eventSizes.add(event.length);
    mixedShards |= records.stream().map(Received::shard).distinct().count() > 1;
    begin("all");
    begin(records.get(0).shard());
    records.stream().map(Received::key).distinct().forEach(this::begin);
    CompletableFuture<Reply> answer = new CompletableFuture<>();
    var unused =
        thread.schedule(
            () -> answer(records, answer), random.nextInt(2_000), TimeUnit.MICROSECONDS);
    return answer;
  }

  /** Sequence numbers of what was taken, in order, by partition key. */
  synchronized Map<String, List<Integer>> byKey() {
    return new LinkedHashMap<>(byKey);
  }

  /** Sequence numbers of what was taken, in order, by shard. */
  synchronized Map<String, List<Integer>> byShard() {
    return new LinkedHashMap<>(byShard);
  }

  synchronized List<Integer> eventSizes() {
    return List.copyOf(eventSizes);
  }

  /** Invocations at a time with records of a shard or a key, or of "all". */
  synchronized int mostUnderWay(String shardOrKey) {
    return mostUnderWay.getOrDefault(shardOrKey, 0);
  }

  synchronized boolean sawShardsMixed() {
    return mixedShards;
  }

  @Override
  public void close() {
    thread.shutdownNow();
  }

  private void begin(String name) {
    mostUnderWay.merge(name, underWay.merge(name, 1, Integer::sum), Math::max);
  }

  private synchronized void answer(List<Received> records, CompletableFuture<Reply> answer) {
    underWay.merge("all", -1, Integer::sum);
    underWay.merge(records.get(0).shard(), -1, Integer::sum);
    records.stream()
        .map(Received::key)
        .distinct()
        .forEach(key -> underWay.merge(key, -1, Integer::sum));
    if (end != null) {
      answer.completeExceptionally(end);
    } else {
      answer.complete(random.nextDouble() < trouble ? mishap(records) : process(records));
    }
  }

  private Reply mishap(List<Received> records) {
    return switch (random.nextInt(4)) {
      case 0 -> Reply.of(Reply.Kind.TRY_AGAIN, "429");
      case 1 -> {
        process(records);
        yield Reply.of(Reply.Kind.TRY_AGAIN, "the answer is lost");
      }
      case 2 -> {
        int taken = random.nextInt(records.size());
        process(records.subList(0, taken));
        yield failures(records.get(taken));
      }
      default -> Reply.returned("not JSON".getBytes(UTF_8));
    };
  }

  private Reply process(List<Received> records) {
    if (records.stream().anyMatch(record -> poison.contains(record.sequence()))) {
      return Reply.functionError("{\"errorMessage\":\"poison\"}".getBytes(UTF_8));
    }
    for (Received record : records) {
      int number = Integer.parseInt(record.sequence());
      byKey.computeIfAbsent(record.key(), key -> new ArrayList<>()).add(number);
      byShard.computeIfAbsent(record.shard(), shard -> new ArrayList<>()).add(number);
    }
    return Reply.returned("{\"batchItemFailures\":[]}".getBytes(UTF_8));
  }

  private static Reply failures(Received first) {
    return Reply.returned(
        ("{\"batchItemFailures\":[{\"itemIdentifier\":\"" + first.sequence() + "\"}]}")
            .getBytes(UTF_8));
  }

  private static List<Received> read(byte[] event) {
    try {
      List<Received> records = new ArrayList<>();
      for (JsonNode record : JSON.readTree(event).get("Records")) {
        records.add(
            new Received(
                record.get("eventID").asText().replaceFirst(":.*", ""),
                record.at("/kinesis/partitionKey").asText(),
                record.at("/kinesis/sequenceNumber").asText()));
      }
      return records;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private record Received(String shard, String key, String sequence) {}
}
