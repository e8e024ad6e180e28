package io.kinesisrewind.replay.delivery.lambda;

import static org.assertj.core.api.Assertions.assertThat;

import io.kinesisrewind.replay.testing.Records;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

/** Runs batches through the rules, against functions that are simple enough to foretell. */
class RetryRulesTest {

  private final List<Integer> delivered = new ArrayList<>();
  private final List<Integer> refused = new ArrayList<>();
  private final List<List<Integer>> invocations = new ArrayList<>();

  /** What a function makes of a batch. */
  private interface Function {
    Answer invoke(List<Integer> records);
  }

  @Property
  void bisectingRefusesThePoisonAndNothingElse(
      @ForAll @IntRange(min = 1, max = 200) int size,
      @ForAll Set<@IntRange(max = 199) Integer> bad,
      @ForAll @IntRange(max = 4) int retries) {
    Set<Integer> poison = within(bad, size);

    run(size, new RetryRules(retries, true), records -> failWhole(records, poison));

    assertThat(refused).containsExactlyElementsOf(poison);
    assertSettledOnceAndInOrder(size);
    for (int record : poison) {
      assertThat(invocations.stream().filter(List.of(record)::equals)).hasSize(1 + retries);
    }
  }

  @Property
  void bisectingTakesNoMoreThanTheDepthOfTheTreeForEachPoison(
      @ForAll @IntRange(min = 1, max = 1_000) int size, @ForAll @IntRange(max = 999) int at) {
    Set<Integer> poison = Set.of(at % size);

    run(size, new RetryRules(0, true), records -> failWhole(records, poison));

    int depth = 32 - Integer.numberOfLeadingZeros(size - 1);
    assertThat(invocations.size()).isLessThanOrEqualTo(1 + 2 * depth);
  }

  @Property
  void whereTheFunctionNamesThePoisonItAloneIsRefused(
      @ForAll @IntRange(min = 1, max = 200) int size,
      @ForAll Set<@IntRange(max = 199) Integer> bad,
      @ForAll @IntRange(max = 4) int retries) {
    Set<Integer> poison = within(bad, size);

    run(size, new RetryRules(retries, true), records -> nameFirst(records, poison));

    assertThat(refused).containsExactlyElementsOf(poison);
    assertSettledOnceAndInOrder(size);
    assertThat(invocations).hasSizeLessThanOrEqualTo(1 + poison.size() * (1 + retries));
  }

  @Property
  void withoutBisectingABadBatchIsRefusedAsAWhole(
      @ForAll @IntRange(min = 1, max = 200) int size,
      @ForAll Set<@IntRange(max = 199) Integer> bad,
      @ForAll @IntRange(max = 4) int retries) {
    Set<Integer> poison = within(bad, size);

    run(size, new RetryRules(retries, false), records -> failWhole(records, poison));

    assertThat(refused).hasSize(poison.isEmpty() ? 0 : size);
    assertThat(invocations).hasSize(poison.isEmpty() ? 1 : 1 + retries);
    assertSettledOnceAndInOrder(size);
  }

  @Property
  void withoutBisectingWhatFollowsANamedPoisonIsRefusedWithIt(
      @ForAll @IntRange(min = 1, max = 200) int size,
      @ForAll Set<@IntRange(max = 199) Integer> bad,
      @ForAll @IntRange(max = 4) int retries) {
    Set<Integer> poison = within(bad, size);

    run(size, new RetryRules(retries, false), records -> nameFirst(records, poison));

    int first = poison.stream().mapToInt(Integer::intValue).min().orElse(size);
    assertThat(delivered).isEqualTo(IntStream.range(0, first).boxed().toList());
    assertSettledOnceAndInOrder(size);
    if (first < size) {
      assertThat(invocations.stream().filter(records -> records.contains(first)))
          .hasSize(1 + retries);
    }
  }

  @Property
  void whatFailsOnlyAWhileIsDelivered(
      @ForAll @IntRange(min = 1, max = 100) int size,
      @ForAll Map<@IntRange(max = 99) Integer, @IntRange(min = 1, max = 3) Integer> failures,
      @ForAll boolean bisect) {
    Map<Integer, Integer> left = new HashMap<>(failures);

    run(
        size,
        new RetryRules(3, bisect),
        records -> {
          for (int i = 0; i < records.size(); i++) {
            if (left.getOrDefault(records.get(i), 0) > 0) {
              left.merge(records.get(i), -1, Integer::sum);
              return Answer.failedFrom(i, "not yet");
            }
          }
          return Answer.success();
        });

    assertThat(refused).isEmpty();
    assertSettledOnceAndInOrder(size);
  }

  @Property
  void anEventThatLambdaFindsTooLargeIsHalvedWhateverTheRules(
      @ForAll @IntRange(min = 1, max = 200) int size,
      @ForAll @IntRange(min = 1, max = 50) int most,
      @ForAll boolean bisect) {
    run(
        size,
        new RetryRules(0, bisect),
        records -> records.size() > most ? Answer.tooLarge("too large") : Answer.success());

    assertThat(refused).isEmpty();
    assertSettledOnceAndInOrder(size);
  }

  @Example
  void aRecordThatIsTooLargeAloneIsRefusedAtOnce() {
    run(1, new RetryRules(RetryRules.FOR_EVER, true), records -> Answer.tooLarge("too large"));

    assertThat(refused).containsExactly(0);
    assertThat(invocations).hasSize(1);
  }

  @Example
  void forEverIsLongerThanAnyNumberOfRetries() {
    int[] failures = {20_000};

    run(
        3,
        new RetryRules(RetryRules.FOR_EVER, false),
        records -> failures[0]-- > 0 ? Answer.failed("down") : Answer.success());

    assertThat(delivered).containsExactly(0, 1, 2);
    assertThat(invocations).hasSize(20_001);
  }

  private void run(int size, RetryRules rules, Function function) {
    List.of(delivered, refused, invocations).forEach(List::clear); // of the try before
    Deque<Batch> work = new ArrayDeque<>();
    work.add(
        Batch.of(
            IntStream.range(0, size)
                .mapToObj(
                    i -> new Submission(Records.record(0, i, "k", Records.START, new byte[0])))
                .collect(Collectors.toList())));
    while (!work.isEmpty()) {
      Batch batch = work.poll();
      List<Integer> records = numbers(batch.records());
      // What is settled is always all up to here: nothing goes out ahead of something that failed.
      assertThat(records.get(0)).isEqualTo(delivered.size() + refused.size());
      invocations.add(records);
      Step step = rules.after(batch, function.invoke(records));
      delivered.addAll(numbers(step.delivered()));
      refused.addAll(numbers(step.refused()));
      for (int i = step.next().size() - 1; i >= 0; i--) {
        work.addFirst(step.next().get(i));
      }
    }
  }

  private void assertSettledOnceAndInOrder(int size) {
    assertThat(delivered).isSorted();
    assertThat(refused).isSorted();
    List<Integer> all = new ArrayList<>(delivered);
    all.addAll(refused);
    assertThat(all).containsExactlyInAnyOrderElementsOf(IntStream.range(0, size).boxed().toList());
  }

  private static Answer failWhole(List<Integer> records, Set<Integer> poison) {
    return records.stream().anyMatch(poison::contains) ? Answer.failed("poison") : Answer.success();
  }

  private static Answer nameFirst(List<Integer> records, Set<Integer> poison) {
    return IntStream.range(0, records.size())
        .filter(i -> poison.contains(records.get(i)))
        .mapToObj(i -> Answer.failedFrom(i, "poison"))
        .findFirst()
        .orElse(Answer.success());
  }

  private static Set<Integer> within(Set<Integer> numbers, int size) {
    return numbers.stream().filter(i -> i < size).collect(Collectors.toCollection(TreeSet::new));
  }

  private static List<Integer> numbers(List<Submission> records) {
    return records.stream()
        .map(submission -> Integer.parseInt(submission.record().getSequenceNumber()))
        .collect(Collectors.toList());
  }
}
