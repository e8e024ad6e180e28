package io.kinesisrewind.archive.compact;

import static org.assertj.core.api.Assertions.assertThat;

import io.kinesisrewind.archive.support.ArchiveReader;
import io.kinesisrewind.archive.support.Records;
import io.kinesisrewind.schemas.ArchiveFileName;
import io.kinesisrewind.schemas.ArchiveHour;
import io.kinesisrewind.schemas.ArchivedRecord;
import io.kinesisrewind.schemas.BlockOrder;
import io.kinesisrewind.schemas.KeyBucket;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.apache.flink.util.FileUtils;
import org.apache.parquet.io.LocalInputFile;

/** Whatever the records and however they are spread over files: the same records come out, once. */
class MergeProperties {

  @Property(tries = 40)
  void holdsEachRecordOnceInOrderWhereItBelongs(
      @ForAll("files") List<List<ArchivedRecord>> files,
      @ForAll("buckets") int buckets,
      @ForAll("blocks") long blockBytes)
      throws IOException {
    Path folder = Files.createTempDirectory("merge");
    try {
      TestGroups archive = new TestGroups(folder);
      Map<String, ArchivedRecord> distinct = new LinkedHashMap<>();
      for (List<ArchivedRecord> file : files) {
        Set<ArchivedRecord> consistent = new LinkedHashSet<>();
        file.forEach(row -> consistent.add(distinct.merge(identity(row), row, (a, b) -> a)));
        archive.write(new ArrayList<>(consistent), buckets);
      }

      Outcome outcome = archive.compact(blockBytes);

      assertThat(outcome.problems).isEmpty();
      assertHolds(archive, distinct.values(), outcome);
      assertThat(archive.compact(blockBytes).merged).as("the second time").isZero();
    } finally {
      FileUtils.deleteDirectory(folder.toFile());
    }
  }

  /** Where nothing was merged, what was there twice still is. */
  private static void assertHolds(
      TestGroups archive, Collection<ArchivedRecord> distinct, Outcome outcome) {
    if (outcome.leftAlone == 0) {
      assertThat(archive.rows()).doesNotHaveDuplicates();
    }
    assertThat(archive.rows()).hasSameElementsAs(distinct);
    for (Path file : archive.files()) {
      KeyBucket bucket = ArchiveFileName.bucket(file.getFileName().toString()).orElseThrow();
      ArchiveHour hour = ArchiveHour.parse(file.getParent().toString()).orElseThrow();
      assertThat(ArchiveReader.rowsOf(new LocalInputFile(file)))
          .isSortedAccordingTo(BlockOrder.COMPARATOR)
          .allMatch(row -> bucket.contains(row.getPartitionKey()))
          .allMatch(row -> ArchiveHour.of(row).equals(hour));
    }
  }

  private static String identity(ArchivedRecord row) {
    return row.getStreamName()
        + "/"
        + row.getShardId()
        + "/"
        + row.getSequenceNumber()
        + "/"
        + row.getSubSequenceNumber();
  }

  /** Records that are in several files, and in several hours and streams. */
  @Provide
  Arbitrary<List<List<ArchivedRecord>>> files() {
    return Records.any()
        .list()
        .ofMinSize(1)
        .ofMaxSize(60)
        .flatMap(
            records ->
                Arbitraries.of(records).list().ofMinSize(1).ofMaxSize(25).list().ofMaxSize(8));
  }

  @Provide
  Arbitrary<Integer> buckets() {
    return Arbitraries.of(1, 2, 4);
  }

  @Provide
  Arbitrary<Long> blocks() {
    return Arbitraries.of(1_000L, 5_000L, 1_000_000L);
  }
}
