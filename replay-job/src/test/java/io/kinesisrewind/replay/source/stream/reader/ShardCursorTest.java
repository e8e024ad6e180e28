package io.kinesisrewind.replay.source.stream.reader;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.kinesisrewind.replay.ReplayFailedException;
import io.kinesisrewind.replay.source.stream.split.ShardEnd;
import io.kinesisrewind.replay.source.stream.split.ShardProgress;
import io.kinesisrewind.replay.source.stream.split.ShardSplit;
import io.kinesisrewind.replay.source.stream.split.ShardSplitSerializer;
import io.kinesisrewind.replay.source.stream.split.ShardStart;
import io.kinesisrewind.replay.testing.Aggregate;
import io.kinesisrewind.replay.testing.FakeShards;
import io.kinesisrewind.schemas.ArchivedRecord;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class ShardCursorTest {

  private static final String SHARD = "shardId-000000000000";
  private static final Instant START = Instant.parse("2026-03-01T10:00:00Z");
  private static final Instant NOW = START.plusSeconds(100);
  private static final ShardEnd UP_TO_NOW = new ShardEnd(NOW, null, ShardEnd.ALL);

  /** Ten records, 1 to 10, a second apart. */
  private final FakeShards shards = new FakeShards().at(NOW);

  ShardCursorTest() {
    for (int i = 1; i <= 10; i++) {
      shards.put(SHARD, i, START.plusSeconds(i));
    }
  }

  @Test
  void startsWhereItIsTold() {
    assertThat(read(ShardStart.trimHorizon(), UP_TO_NOW)).containsExactly(all(1, 10));
    assertThat(read(ShardStart.at(START.plusSeconds(4)), UP_TO_NOW)).containsExactly(all(4, 10));
    assertThat(read(ShardStart.atSequence("4"), UP_TO_NOW)).containsExactly(all(4, 10));
    assertThat(read(ShardStart.afterSequence("4"), UP_TO_NOW)).containsExactly(all(5, 10));
    assertThat(read(ShardStart.at(NOW), UP_TO_NOW)).isEmpty();
  }

  @Test
  void endsWhereItIsTold() {
    ShardStart start = ShardStart.trimHorizon();
    assertThat(read(start, new ShardEnd(START.plusSeconds(4), null, ShardEnd.ALL)))
        .containsExactly(all(1, 3));
    assertThat(read(start, new ShardEnd(NOW, "4", ShardEnd.ALL))).containsExactly(all(1, 4));
    assertThat(read(start, new ShardEnd(NOW, null, 4))).containsExactly(all(1, 4));
    assertThat(read(ShardStart.afterSequence("3"), new ShardEnd(NOW, null, 2)))
        .containsExactly(all(4, 5));
  }

  @Test
  void anOpenShardEndsAfterEmptyPollsAtATimeBeyondItsBoundOnly() {
    shards.at(NOW.minusMillis(1));
    ShardCursor cursor = cursor(split(ShardStart.trimHorizon(), UP_TO_NOW));
    for (int i = 0; i < 20; i++) {
      cursor.poll();
    }
    assertThat(cursor.isEnded()).isFalse();

    shards.put(SHARD, 11, NOW.minusMillis(1)).at(NOW);
    assertThat(cursor.poll()).hasSize(1);
    cursor.poll();
    cursor.poll();
    assertThat(cursor.isEnded()).isFalse();
    cursor.poll();
    assertThat(cursor.isEnded()).isTrue();
  }

  @Test
  void aClosedShardEndsWithItsLastRecordAtWhateverTime() {
    shards.at(START).close(SHARD);

    assertThat(read(ShardStart.trimHorizon(), UP_TO_NOW)).containsExactly(all(1, 10));
  }

  @Test
  void aQuietShardIsAtItsEndLaterThanItsBoundWhereItIsToBe() {
    ShardEnd later = UP_TO_NOW.quietFrom(NOW.plusSeconds(10));
    ShardCursor cursor = cursor(split(ShardStart.trimHorizon(), later));
    for (int i = 0; i < 20; i++) {
      cursor.poll();
    }
    assertThat(cursor.isEnded()).isFalse();

    shards.put(SHARD, 11, NOW.minusMillis(1)); // seen late
    assertThat(cursor.poll()).hasSize(1);
    shards.put(SHARD, 12, NOW); // beyond the bound: there is no need to wait
    assertThat(cursor.poll()).isEmpty();
    assertThat(cursor.isEnded()).isTrue();

    shards.at(NOW.plusSeconds(10));
    assertThat(read(ShardStart.at(NOW.plusMillis(1)), later)).isEmpty();
  }

  @Test
  void aClosedShardTellsWhatGoesOnFromItWhereThatIsToBeRead() {
    String other = "shardId-000000000001";
    shards.close(List.of(SHARD, other), "shardId-000000000002");
    ShardEnd whole = UP_TO_NOW.andOfDescendants();
    Map<String, Set<String>> child = Map.of("shardId-000000000002", Set.of(SHARD, other));

    assertThat(children(whole)).isEqualTo(child);
    assertThat(children(UP_TO_NOW)).isEmpty();
    assertThat(children(new ShardEnd(NOW, null, 10).andOfDescendants())).isEmpty(); // at its bound
    assertThat(children(new ShardEnd(NOW, null, 11).andOfDescendants())).isEqualTo(child);
    shards.onlyListsChildren();
    assertThat(children(whole)).isEqualTo(child);
  }

  @Test
  void aClosedShardWithoutOneThatGoesOnIsAskedAgain() {
    shards.close(SHARD);
    ShardCursor cursor = cursor(split(ShardStart.at(NOW), UP_TO_NOW.andOfDescendants()));
    assertThat(cursor.poll()).isEmpty();

    assertThatThrownBy(cursor::poll).hasMessageContaining("no shard is listed that goes on");
    assertThat(cursor.isEnded()).isFalse();

    shards.close(List.of(SHARD), "shardId-000000000002");
    cursor.poll();
    assertThat(cursor.isEnded()).isTrue();
    assertThat(cursor.children()).containsOnlyKeys("shardId-000000000002");
  }

  @Test
  void aRecordThatHasToBeThereAndIsNotEndsTheReplay() {
    shards.trim(SHARD, 5);

    assertThatThrownBy(() -> read(ShardStart.atSequence("4"), UP_TO_NOW))
        .isInstanceOf(ReplayFailedException.class)
        .hasMessageContaining(SHARD + " of orders does not have the record 4")
        .hasMessageContaining("the oldest one it has is 6");
    assertThatThrownBy(() -> read(ShardStart.afterSequence("99"), UP_TO_NOW))
        .hasMessageContaining("does not have the record 99");
    assertThat(read(ShardStart.trimHorizon(), UP_TO_NOW)).containsExactly(all(6, 10));
  }

  @Test
  void anIteratorThatExpiresIsReplacedWhereverItWas() {
    for (int reads = 0; reads < 6; reads++) {
      shards.expireAfter(reads);
      assertThat(read(ShardStart.trimHorizon(), UP_TO_NOW)).containsExactly(all(1, 10));
    }
  }

  /** Aggregates among them; each restart goes through the bytes of a checkpoint. */
  @Property(tries = 300)
  void whereverItIsInterruptedEachRecordComesOnceAndInOrder(
      @ForAll long seed, @ForAll @IntRange(min = 1, max = 5) int restarts) throws IOException {
    Random random = new Random(seed);
    FakeShards some = new FakeShards().at(NOW);
    int count = random.nextInt(8);
    List<String> expected = new ArrayList<>();
    for (int i = 1; i <= count; i++) {
      int user = random.nextInt(4);
      some.put(SHARD, i, START.plusSeconds(i), data(user));
      for (int sub = 0; sub < Math.max(1, user); sub++) {
        expected.add(i + "/" + sub);
      }
    }
    long most = random.nextBoolean() ? ShardEnd.ALL : 1 + random.nextInt(10);
    ShardSplitSerializer serializer = new ShardSplitSerializer();
    ShardSplit split = split(ShardStart.trimHorizon(), new ShardEnd(NOW, null, most));
    List<String> given = new ArrayList<>();

    for (int run = 0; run <= restarts; run++) {
      int budget = run == restarts ? Integer.MAX_VALUE : random.nextInt(6);
      ShardProgress progress = new ShardProgress(split);
      ShardCursor cursor =
          new ShardCursor(
              "orders", split, some, new PollSettings(1 + random.nextInt(3), Duration.ZERO, 1));
      while (!cursor.isEnded() && budget > 0) {
        for (ArchivedRecord record : cursor.poll()) {
          if (budget-- > 0) {
            progress.emitted(record);
            given.add(record.getSequenceNumber() + "/" + record.getSubSequenceNumber());
          }
        }
      }
      split =
          serializer.deserialize(serializer.getVersion(), serializer.serialize(progress.toSplit()));
    }

    assertThat(given).isEqualTo(expected.subList(0, (int) Math.min(most, expected.size())));
  }

  private List<String> read(ShardStart start, ShardEnd end) {
    ShardCursor cursor = cursor(split(start, end));
    List<String> sequences = new ArrayList<>();
    while (!cursor.isEnded()) {
      cursor.poll().forEach(record -> sequences.add(record.getSequenceNumber()));
    }
    return sequences;
  }

  private Map<String, Set<String>> children(ShardEnd end) {
    ShardCursor cursor = cursor(split(ShardStart.trimHorizon(), end));
    int records = 0;
    while (!cursor.isEnded()) {
      records += cursor.poll().size();
    }
    assertThat(records).isEqualTo(10);
    return cursor.children();
  }

  private ShardCursor cursor(ShardSplit split) {
    return new ShardCursor("orders", split, shards, new PollSettings(3, Duration.ZERO, 3));
  }

  private static ShardSplit split(ShardStart start, ShardEnd end) {
    return ShardSplit.of(SHARD, Set.of(), start, end);
  }

  /** An aggregate of some records; a plain one of none. */
  private static byte[] data(int userRecords) {
    return userRecords == 0
        ? new byte[0]
        : Aggregate.of("key", "1", Collections.nCopies(userRecords, new byte[] {7}));
  }

  private static String[] all(int from, int to) {
    return IntStream.rangeClosed(from, to).mapToObj(Integer::toString).toArray(String[]::new);
  }
}
