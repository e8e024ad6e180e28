package io.kinesisrewind.replay.source.archive.split;

import static org.assertj.core.api.Assertions.assertThat;

import io.kinesisrewind.replay.plan.ArchiveBlock;
import io.kinesisrewind.replay.plan.Selection;
import io.kinesisrewind.replay.source.archive.enumerator.LanesSerializer;
import io.kinesisrewind.schemas.KeyBucket;
import io.kinesisrewind.schemas.Position;
import io.kinesisrewind.schemas.ShardRange;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LanePlanTest {

  private static final Selection ALL = Selection.of("orders");
  private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");
  private static final int BUCKETS = 4;
  private static final int LARGE = 60_000;

  /** Of a file's: path, and for each of two shards its name, positions, arrivals and records. */
  private static final int MOST_BYTES_A_BLOCK = 600;

  @TempDir Path folder;

  @Test
  void whatTheJobCarriesDoesNotGrowWithTheArchive() throws Exception {
    LanePlan plan = new LanePlan(ALL, files());
    for (int number = LARGE; number > 0; number--) {
      plan.addEarlier(block(number, BUCKETS));
    }
    List<LaneSplit> lanes = plan.lanes();

    assertThat(lanes).hasSize(BUCKETS);
    assertThat(lanes.stream().mapToInt(lane -> lane.blocks().size()).sum())
        .isLessThanOrEqualTo(8_192);
    assertThat(new LanesSerializer().serialize(lanes)).hasSizeLessThan(8_192 * MOST_BYTES_A_BLOCK);
    for (LaneSplit lane : lanes) {
      List<ArchiveBlock> blocks = walk(lane);
      assertThat(blocks).hasSize(LARGE / BUCKETS).isSortedAccordingTo(ArchiveBlock.IN_TIME);
      assertThat(blocks).allMatch(block -> block.bucket().equals(lane.lane()));
    }
  }

  @Test
  void aSmallPlanWritesNothing() throws Exception {
    LanePlan plan = new LanePlan(ALL, files());
    for (int number = 100; number > 0; number--) {
      plan.addEarlier(block(number, number > 50 ? 2 : 8));
    }

    List<LaneSplit> lanes = plan.lanes();

    // The finest bucketing; the coarser files are in several lanes.
    assertThat(lanes).hasSize(8).allMatch(lane -> lane.rest().isNone());
    assertThat(lanes.stream().flatMap(lane -> lane.blocks().stream()).distinct()).hasSize(100);
    try (Stream<Path> written = Files.list(folder)) {
      assertThat(written).isEmpty();
    }
  }

  @Test
  void filesOfAnyBucketingAreInTheLanesOfTheirKeys() throws Exception {
    LanePlan plan = new LanePlan(ALL, files(), 10);
    for (int number = 96; number > 0; number--) {
      plan.addEarlier(block(number, number > 64 ? 4 : number > 32 ? 1 : 16));
    }

    List<LaneSplit> lanes = plan.lanes();

    assertThat(lanes).hasSize(4);
    for (LaneSplit lane : lanes) {
      assertThat(walk(lane))
          .hasSize(8 + 32 + 8)
          .allMatch(block -> block.bucket().overlaps(lane.lane()));
    }
  }

  @Test
  void aLaneGoesOnByItsPlanWhenAnotherIsMadeInTheSamePlace() throws Exception {
    LaneSplit lane = plan(500);
    plan(900);

    assertThat(walk(lane)).hasSize(500);
  }

  @Test
  void aDryRunKeepsNothing() throws Exception {
    LanePlan plan = new LanePlan(ALL, PlanFiles.NONE, 10);
    for (int number = 500; number > 0; number--) {
      plan.addEarlier(block(number, 1));
    }

    assertThat(plan.lanes()).singleElement().satisfies(lane -> hasAtMost(20, lane));
  }

  private LaneSplit plan(int blocks) throws Exception {
    LanePlan plan = new LanePlan(ALL, files(), 10);
    for (int number = blocks; number > 0; number--) {
      plan.addEarlier(block(number, 1));
    }
    return plan.lanes().get(0);
  }

  private static void hasAtMost(int blocks, LaneSplit lane) {
    assertThat(lane.blocks()).hasSizeLessThanOrEqualTo(blocks);
  }

  /** All blocks; no floor is above a position to come. */
  private static List<ArchiveBlock> walk(LaneSplit lane) throws Exception {
    List<ArchiveBlock> blocks = new ArrayList<>(lane.blocks());
    LaneRest rest = lane.rest();
    while (!rest.isNone()) {
      LaneSegment segment = PlanFiles.read(rest);
      for (ArchiveBlock block : segment.blocks()) {
        for (Map.Entry<String, ShardRange> range : block.ranges().entrySet()) {
          assertThat(rest.floors().get(range.getKey()))
              .isLessThanOrEqualTo(range.getValue().lowest());
        }
      }
      blocks.addAll(segment.blocks());
      rest = segment.rest();
    }
    return blocks;
  }

  private PlanFiles files() {
    return PlanFiles.in(new org.apache.flink.core.fs.Path(folder.toUri()));
  }

  private static ArchiveBlock block(int number, int buckets) {
    Instant arrival = START.plusSeconds(10L * number);
    ShardRange range =
        new ShardRange(
            Position.of("4964" + "0".repeat(40) + (100_000_000_000L + number), 0),
            Position.of("4964" + "0".repeat(40) + (100_000_000_001L + number), 0),
            arrival,
            arrival.plusSeconds(10),
            1_000);
    return new ArchiveBlock(
        "s3://bucket/archive/stream_name=orders/arrival_date=2026-01-01/arrival_hour=00/bucket-"
            + new UUID(number, number)
            + ".parquet",
        1_000_000,
        KeyBucket.of(number % buckets, buckets),
        Map.of("shardId-000000000000", range, "shardId-000000000001", range));
  }
}
