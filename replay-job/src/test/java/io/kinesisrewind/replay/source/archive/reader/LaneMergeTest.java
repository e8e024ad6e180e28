package io.kinesisrewind.replay.source.archive.reader;

import static org.assertj.core.api.Assertions.assertThat;

import io.kinesisrewind.replay.source.Candidate;
import io.kinesisrewind.replay.source.archive.split.LaneProgress;
import io.kinesisrewind.replay.source.archive.split.LaneSplit;
import io.kinesisrewind.replay.source.archive.split.LaneSplitSerializer;
import io.kinesisrewind.schemas.ArchivedRecord;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class LaneMergeTest {

  private static final Duration WITHIN_SLACK = OpeningRule.SLACK.dividedBy(2);

  @Property
  void consecutiveBlocksComeOutOnceAndInOrder(
      @ForAll long seed,
      @ForAll @IntRange(min = 1, max = 200) int count,
      @ForAll @IntRange(min = 1, max = 6) int keys,
      @ForAll @IntRange(min = 1, max = 20) int blocks)
      throws IOException {
    History history =
        new History(seed, count, keys, WITHIN_SLACK).inConsecutiveBlocks(blocks).withDuplicates(0);

    check(history, run(history, new Random(seed), 0));
  }

  @Property
  void anyBlocksWithDuplicatesComeOutOnceAndInOrder(
      @ForAll long seed,
      @ForAll @IntRange(min = 1, max = 200) int count,
      @ForAll @IntRange(min = 1, max = 6) int keys,
      @ForAll @IntRange(min = 1, max = 20) int blocks)
      throws IOException {
    History history =
        new History(seed, count, keys, WITHIN_SLACK)
            .inRandomBlocks(blocks)
            .withDuplicates(count / 2)
            .inSegmentsOf(1 + (int) Math.floorMod(seed, 9L));

    check(history, run(history, new Random(seed), 0));
  }

  @Property
  void restartsAtAnyPointLoseAndRepeatNothing(
      @ForAll long seed,
      @ForAll @IntRange(min = 1, max = 200) int count,
      @ForAll @IntRange(min = 1, max = 6) int keys,
      @ForAll @IntRange(min = 1, max = 20) int blocks,
      @ForAll @IntRange(min = 1, max = 10) int restarts,
      @ForAll @IntRange(min = 1, max = 25) int segmentBlocks,
      @ForAll boolean consecutive)
      throws IOException {
    History history = new History(seed, count, keys, WITHIN_SLACK);
    history = consecutive ? history.inConsecutiveBlocks(blocks) : history.inRandomBlocks(blocks);
    history.withDuplicates(count / 4).inSegmentsOf(segmentBlocks);

    check(history, run(history, new Random(seed), restarts));
  }

  @Property(tries = 200)
  void inOneShardPositionsDecideHoweverFarArrivalIsOff(
      @ForAll long seed,
      @ForAll @IntRange(min = 1, max = 200) int count,
      @ForAll @IntRange(min = 1, max = 20) int blocks,
      @ForAll @IntRange(min = 1, max = 25) int segmentBlocks)
      throws IOException {
    History history = new History(seed, count, 1, Duration.ofHours(2)).inSegmentsOf(segmentBlocks);
    history.records().forEach(record -> record.setShardId("shardId-000000000000"));
    history.inConsecutiveBlocks(blocks).withDuplicates(count / 4);

    check(history, run(history, new Random(seed), 3));
  }

  @Property(tries = 200)
  void fewRecordsOfManyBlocksAreGivenAsWellAfterRestarts(
      @ForAll long seed,
      @ForAll @IntRange(min = 1, max = 60) int blocks,
      @ForAll @IntRange(min = 1, max = 5) int restarts,
      @ForAll @IntRange(min = 1, max = 25) int segmentBlocks)
      throws IOException {
    History history =
        new History(seed, 300, 100, WITHIN_SLACK)
            .inConsecutiveBlocks(blocks)
            .withDuplicates(30)
            .inSegmentsOf(segmentBlocks)
            .only(record -> record.getPartitionKey().equals("key-7"));

    check(history, run(history, new Random(seed), restarts));
  }

  @Property(tries = 200)
  void keysAreInterleavedByArrival(
      @ForAll long seed,
      @ForAll @IntRange(min = 1, max = 200) int count,
      @ForAll @IntRange(min = 1, max = 20) int blocks)
      throws IOException {
    History history = new History(seed, count, 6, Duration.ZERO).inRandomBlocks(blocks);
    List<Candidate> given = run(history, new Random(seed), 0);

    assertThat(given)
        .extracting(candidate -> candidate.getRecord().getApproximateArrivalTimestamp())
        .isSorted();
  }

  @Test
  void aLongLaneKeepsFewBlocksOpen() throws IOException {
    History history =
        new History(1, 3_600, 20, WITHIN_SLACK).inConsecutiveBlocks(60).inSegmentsOf(7);
    LaneMerge merge = new LaneMerge(history.split(), history);
    LaneProgress progress = new LaneProgress(history.split());
    LaneRowEmitter emitter = new LaneRowEmitter();
    int most = 0;
    for (MergedRow row = merge.next(); row != null; row = merge.next()) {
      emitter.emitRecord(row, new CollectingOutput(), progress);
      LaneSplit split = progress.toSplit();
      most = Math.max(most, split.open().size());
      assertThat(split.blocks()).hasSizeLessThanOrEqualTo(7 + split.open().size());
    }

    assertThat(most).isBetween(1, 3);
    assertThat(progress.toSplit().blocks()).isEmpty();
    assertThat(progress.toSplit().rest().isNone()).isTrue();
  }

  @Test
  void aLaneRemembersNothingOfBlocksWithoutAnythingWanted() throws IOException {
    History history =
        new History(1, 3_600, 20, WITHIN_SLACK).inConsecutiveBlocks(600).inSegmentsOf(7);
    ArchivedRecord last = history.records().get(3_599);
    LaneMerge merge = new LaneMerge(history.split(), history.only(record -> record.equals(last)));
    LaneProgress progress = new LaneProgress(history.split());

    MergedRow row = merge.next();
    new LaneRowEmitter().emitRecord(row, new CollectingOutput(), progress);

    assertThat(row.record()).isEqualTo(last);
    assertThat(row.closed()).hasSizeLessThanOrEqualTo(7);
    assertThat(progress.toSplit().blocks()).isEmpty();
    assertThat(progress.toSplit().rest().isNone()).isTrue();
    assertThat(merge.next()).isNull();
  }

  /** Reads a lane to its end; each restart goes through the bytes of a checkpoint. */
  private static List<Candidate> run(History history, Random random, int restarts)
      throws IOException {
    LaneSplitSerializer serializer = new LaneSplitSerializer();
    LaneRowEmitter emitter = new LaneRowEmitter();
    CollectingOutput output = new CollectingOutput();
    LaneSplit split = history.split();
    for (int run = 0; run <= restarts; run++) {
      int budget = run == restarts ? Integer.MAX_VALUE : random.nextInt(1 + history.rows());
      LaneMerge merge = new LaneMerge(split, history);
      LaneProgress progress = new LaneProgress(split);
      MergedRow row = merge.next();
      while (row != null && budget-- > 0) {
        emitter.emitRecord(row, output, progress);
        row = merge.next(); // read ahead of what is emitted, and lost at the restart
      }
      byte[] checkpoint = serializer.serialize(progress.toSplit());
      split = serializer.deserialize(serializer.getVersion(), checkpoint);
    }
    return output.candidates();
  }

  private static void check(History history, List<Candidate> given) {
    Map<String, List<ArchivedRecord>> byKey = new TreeMap<>();
    for (Candidate candidate : given) {
      byKey
          .computeIfAbsent(candidate.getRecord().getPartitionKey(), key -> new ArrayList<>())
          .add(candidate.getRecord());
    }
    assertThat(byKey).isEqualTo(history.byKey());
    assertThat(given.stream().mapToInt(candidate -> 1 + candidate.getDuplicates()).sum())
        .isEqualTo(history.rows());
  }
}
