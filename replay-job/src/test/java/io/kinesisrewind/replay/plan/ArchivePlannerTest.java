package io.kinesisrewind.replay.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.kinesisrewind.replay.ReplayFailedException;
import io.kinesisrewind.replay.source.archive.split.LanePlan;
import io.kinesisrewind.replay.source.archive.split.LaneSplit;
import io.kinesisrewind.replay.source.archive.split.PlanFiles;
import io.kinesisrewind.replay.testing.Records;
import io.kinesisrewind.replay.testing.TestArchive;
import io.kinesisrewind.schemas.ArchivedRecord;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** On the local file system: what is read are folders and footers of a few small files. */
class ArchivePlannerTest {

  private static final Selection ALL = Selection.of(Records.STREAM);

  @TempDir Path folder;

  private final List<ArchivedRecord> records = Records.random(1_000, 30, 3);
  private final List<ArchiveBlock> blocks = new ArrayList<>();
  private TestArchive archive;

  @BeforeEach
  void write() throws Exception {
    archive = new TestArchive(new org.apache.flink.core.fs.Path(folder.toUri()));
    archive.write(new ArrayList<>(records.subList(0, 800)), 4);
    archive.write(new ArrayList<>(records.subList(800, 1_000)), 2);
  }

  @Test
  void everythingIsCountedExactly() throws Exception {
    ArchivePlan plan = plan(ALL);

    assertThat(plan.totals().rows()).isEqualTo(1_000);
    assertThat(plan.totals().exact()).isTrue();
    assertThat(plan.totals().files()).isEqualTo(archive.files().size());
    assertThat(plan.totals().bytes()).isEqualTo(sizeOfFiles());
    assertThat(plan.totals().payloadBytes())
        .hasValue(records.stream().mapToLong(record -> record.getData().remaining()).sum());
    assertThat(blocks).hasSize(archive.files().size());
    assertThat(blocks).isSortedAccordingTo(ArchiveBlock.IN_TIME.reversed());
    assertThat(lanes(ALL)).hasSize(4);
    assertThat(lanes(ALL).get(0).blocks())
        .isSortedAccordingTo(ArchiveBlock.IN_TIME)
        .allSatisfy(block -> assertThat(block.bucket().index()).isZero());
  }

  @Test
  void boundsPruneFoldersAndFiles() throws Exception {
    // The first minute is the hour before.
    Instant ten = Instant.parse("2026-03-01T10:00:00Z");

    ArchivePlan first = plan(ALL.arrivedBetween(null, ten));
    assertThat(first.totals().rows()).isEqualTo(600);
    assertThat(first.totals().exact()).isTrue();

    ArchivePlan last = plan(ALL.arrivedBetween(ten.plusSeconds(21), null));
    assertThat(last.totals().rows()).isBetween(190L, 200L);
    assertThat(last.totals().exact()).isFalse();
    assertThat(last.describe()).anyMatch(line -> line.contains("up to"));

    assertThat(blocks(ALL.arrivedBetween(Instant.parse("2027-01-01T00:00:00Z"), null))).isEmpty();
  }

  @Test
  void shardsAndSequenceNumbersPruneByFooter() throws Exception {
    String shard = Records.shard(0);
    long rows = records.stream().filter(record -> record.getShardId().equals(shard)).count();

    PlanTotals ofShard = plan(ALL.fromShards(List.of(shard))).totals();
    assertThat(ofShard.rows()).isEqualTo(rows);
    assertThat(ofShard.payloadBytes().orElseThrow())
        .isPositive()
        .isLessThan(plan(ALL).totals().payloadBytes().orElseThrow());
    assertThat(blocks(ALL.fromShards(List.of("shardId-000000000009")))).isEmpty();
    assertThat(blocks(ALL.fromShards(List.of(shard)).sequencedBetween("2000", null))).isEmpty();
    assertThat(blocks(ALL.fromShards(List.of(shard)).sequencedBetween(null, "94"))).isEmpty();
  }

  @Test
  void keysPruneByFileName() throws Exception {
    Selection ofKey = ALL.withKeys(List.of("key-1"));

    assertThat(plan(ofKey).totals().exact()).isFalse();
    assertThat(blocks).allMatch(block -> block.bucket().contains("key-1"));
    assertThat(blocks).hasSizeLessThan(archive.files().size());
    assertThat(lanes(ofKey)).hasSize(1);
  }

  @Test
  void hiddenFilesAreIgnoredAndForeignOnesAreNamed() throws Exception {
    Path hour = Path.of(archive.files().get(0).getPath()).getParent();
    Files.writeString(hour.resolve(".hidden.parquet"), "x");
    Files.writeString(hour.resolve("_draft.parquet"), "x");
    Files.writeString(hour.resolve("notes.txt"), "x");
    Files.writeString(hour.resolve("part-00000.parquet"), "x");

    ArchivePlan plan = plan(ALL);

    assertThat(plan.totals().rows()).isEqualTo(1_000);
    assertThat(plan.skippedFiles()).singleElement().asString().endsWith("part-00000.parquet");
    assertThat(plan.describe()).anyMatch(line -> line.contains("part-00000.parquet"));
  }

  @Test
  void aTruncatedFileIsNamed() throws Exception {
    Path file = Path.of(archive.files().get(1).getPath());
    byte[] bytes = Files.readAllBytes(file);
    for (int length : new int[] {0, 5, bytes.length / 2, bytes.length - 1}) {
      Files.write(file, Arrays.copyOf(bytes, length));

      assertThatThrownBy(() -> plan(ALL))
          .isInstanceOf(ReplayFailedException.class)
          .hasMessageContaining(file.toString())
          .hasMessageContaining("named like a file of the archive");
    }
  }

  @Test
  void aFileUnderAnothersNameIsRefused() throws Exception {
    Path file = Path.of(archive.files().get(0).getPath());
    Files.move(file, file.resolveSibling("bucket-03-of-08-moved.parquet"));

    assertThatThrownBy(() -> plan(ALL))
        .isInstanceOf(ReplayFailedException.class)
        .hasMessageContaining("it holds key bucket");
  }

  /** What it finds is in {@link #blocks}. */
  private ArchivePlan plan(Selection selection) throws Exception {
    blocks.clear();
    return ArchivePlanner.plan(archive.root(), selection, blocks::add);
  }

  private List<ArchiveBlock> blocks(Selection selection) throws Exception {
    plan(selection);
    return blocks;
  }

  private List<LaneSplit> lanes(Selection selection) throws Exception {
    LanePlan lanes = new LanePlan(selection, PlanFiles.NONE);
    ArchivePlanner.plan(archive.root(), selection, lanes::addEarlier);
    return lanes.lanes();
  }

  private long sizeOfFiles() {
    return archive.files().stream()
        .mapToLong(file -> Path.of(file.getPath()).toFile().length())
        .sum();
  }
}
