package io.kinesisrewind.archive;

import static org.assertj.core.api.Assertions.assertThat;

import io.kinesisrewind.archive.support.Records;
import io.kinesisrewind.schemas.ArchivedRecord;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

class BucketSpreadTest {

  @Property
  void subtasksDifferByOneBucketAtMost(
      @ForAll @IntRange(min = 1, max = 5) int streams,
      @ForAll @IntRange(min = 0, max = 4) int logBuckets,
      @ForAll @IntRange(min = 1, max = 9) int subtasks) {
    int buckets = 1 << logBuckets;
    List<String> names =
        IntStream.range(0, streams).mapToObj(i -> "stream-" + i).collect(Collectors.toList());
    BucketSpread spread = BucketSpread.of(names, buckets);

    Map<Integer, TreeSet<Integer>> bucketsOfSubtask = new HashMap<>();
    for (String stream : names) {
      for (int key = 0; key < 50 * buckets; key++) {
        int bucket = spread.getKey(record(stream, "key-" + key));
        bucketsOfSubtask
            .computeIfAbsent(spread.partition(bucket, subtasks), subtask -> new TreeSet<>())
            .add(bucket);
      }
    }

    assertThat(bucketsOfSubtask).hasSize(Math.min(subtasks, streams * buckets));
    int all = bucketsOfSubtask.values().stream().mapToInt(TreeSet::size).sum();
    assertThat(all).isEqualTo(streams * buckets);
    assertThat(bucketsOfSubtask.values())
        .allSatisfy(some -> assertThat(some.size()).isBetween(all / subtasks, all / subtasks + 1));
  }

  @Property
  void aKeyStaysWithItsSubtask(@ForAll @IntRange(min = 1, max = 9) int subtasks) {
    int first = subtask(record("orders", "a"), subtasks);

    assertThat(first).isBetween(0, subtasks - 1);
    assertThat(subtask(record("orders", "a"), subtasks)).isEqualTo(first);
  }

  private static int subtask(ArchivedRecord record, int subtasks) {
    return KeySpread.INSTANCE.partition(KeySpread.INSTANCE.getKey(record), subtasks);
  }

  private static ArchivedRecord record(String stream, String key) {
    ArchivedRecord record = Records.record(key, 1);
    record.setStreamName(stream);
    return record;
  }
}
