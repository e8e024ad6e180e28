package io.kinesisrewind.archive.parquet;

import static org.assertj.core.api.Assertions.assertThat;

import io.kinesisrewind.archive.support.PutRecord;
import io.kinesisrewind.archive.support.Records;
import io.kinesisrewind.schemas.ArchiveHour;
import io.kinesisrewind.schemas.ArchivedRecord;
import io.kinesisrewind.schemas.BlockOrder;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class BlockWriterTest {

  private static final long MEBIBYTE = 1 << 20;

  private final List<Block> stored = new ArrayList<>();

  @Property(tries = 200)
  void writesEachRecordOnceAndHoldsNoMoreThanItMay(
      @ForAll("records") List<ArchivedRecord> records,
      @ForAll @IntRange(min = 0, max = 3) int logBuckets,
      @ForAll @IntRange(min = 500, max = 4_000) int blockBytes,
      @ForAll @IntRange(min = 0, max = 4_000) int moreBytes)
      throws IOException {
    stored.clear();
    List<PutRecord> before = puts(records);
    BufferLimits limits = BufferLimits.of(blockBytes, blockBytes + moreBytes);
    BlockWriter writer = new BlockWriter(this::store, 1 << logBuckets, limits);

    for (ArchivedRecord record : records) {
      writer.write(record, null);
      assertThat(writer.bufferedBytes()).isLessThan(limits.totalBytes());
    }
    writer.flush(false);

    assertThat(writer.bufferedBytes()).isZero();
    assertThat(stored.stream().flatMap(block -> puts(block.sorted()).stream()))
        .containsExactlyInAnyOrderElementsOf(before);
    assertThat(stored).allSatisfy(BlockWriterTest::isWellFormed);
  }

  @Test
  void writesABlockThatIsFull() throws IOException {
    BlockWriter writer = new BlockWriter(this::store, 1, BufferLimits.of(MEBIBYTE, 4 * MEBIBYTE));

    writer.write(Records.record("a", 1, new byte[1 << 20]), null);

    assertThat(stored).hasSize(1);
    assertThat(writer.prepareCommit()).hasSize(1);
    assertThat(writer.prepareCommit()).isEmpty();
  }

  @Test
  void writesTheLargestBlockWhenAllTogetherAreTooMuch() throws IOException {
    BlockWriter writer = new BlockWriter(this::store, 1, BufferLimits.of(4_000, 5_000));

    writer.write(Records.record("a", 1, new byte[1_000]), null);
    writer.write(hourLater(2, 3_000), null);
    assertThat(stored).isEmpty();
    writer.write(Records.record("a", 3, new byte[10]), null);

    assertThat(stored)
        .singleElement()
        .satisfies(
            block -> assertThat(block.hour().start()).isEqualTo(Records.NOON.plusSeconds(3600)));
  }

  @Test
  void writesEverythingAtACheckpoint() throws IOException {
    BlockWriter writer =
        new BlockWriter(this::store, 4, BufferLimits.of(64 * MEBIBYTE, 256 * MEBIBYTE));
    for (int i = 0; i < 100; i++) {
      writer.write(Records.record("key-" + i, i), null);
    }

    writer.flush(false);

    assertThat(stored).hasSize(4);
    assertThat(writer.prepareCommit()).hasSize(4);
  }

  private PendingFile store(Block block) {
    stored.add(block);
    return new PendingFile("orders", null, 0, 0, 0);
  }

  private static void isWellFormed(Block block) {
    assertThat(block.sorted())
        .isNotEmpty()
        .isSortedAccordingTo(BlockOrder.COMPARATOR)
        .allSatisfy(
            row -> {
              assertThat(ArchiveHour.of(row)).isEqualTo(block.hour());
              assertThat(block.bucket().contains(row.getPartitionKey())).isTrue();
            });
  }

  private static ArchivedRecord hourLater(long sequenceNumber, int size) {
    return Records.record("a", sequenceNumber, Records.NOON.plusSeconds(3600), new byte[size]);
  }

  private static List<PutRecord> puts(List<ArchivedRecord> records) {
    return records.stream().map(PutRecord::of).collect(Collectors.toList());
  }

  @Provide
  Arbitrary<List<ArchivedRecord>> records() {
    return Records.any().list().ofMaxSize(60);
  }
}
