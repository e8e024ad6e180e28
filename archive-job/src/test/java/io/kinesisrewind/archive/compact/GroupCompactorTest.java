package io.kinesisrewind.archive.compact;

import static org.assertj.core.api.Assertions.assertThat;

import io.kinesisrewind.archive.support.ArchiveReader;
import io.kinesisrewind.archive.support.DuckDb;
import io.kinesisrewind.archive.support.Records;
import io.kinesisrewind.runtime.archive.ArchiveFiles;
import io.kinesisrewind.runtime.archive.ReplacedFiles;
import io.kinesisrewind.schemas.ArchiveFileName;
import io.kinesisrewind.schemas.ArchivedRecord;
import io.kinesisrewind.schemas.BlockOrder;
import io.kinesisrewind.schemas.FileSummary;
import io.kinesisrewind.schemas.KeyBucket;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.apache.parquet.filter2.compat.FilterCompat;
import org.apache.parquet.hadoop.ParquetFileReader;
import org.apache.parquet.io.LocalInputFile;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class GroupCompactorTest {

  private static final int SMALL = 2_000; // a few records

  @TempDir Path folder;

  private TestGroups archive;

  @BeforeEach
  void create() {
    archive = new TestGroups(folder);
  }

  @Test
  void manyFilesBecomeOne() throws IOException {
    writeMinutes(10);

    Outcome outcome = archive.compact(TestGroups.LARGE);

    assertThat(archive.files()).hasSize(1);
    assertThat(archive.rows())
        .containsExactlyInAnyOrderElementsOf(TestGroups.records(0, 600))
        .isSortedAccordingTo(BlockOrder.COMPARATOR);
    assertThat(outcome.merged).isEqualTo(1);
    assertThat(outcome.filesBefore).isEqualTo(10);
    assertThat(outcome.filesAfter).isEqualTo(1);
    assertThat(outcome.records).isEqualTo(600);
    assertThat(outcome.bytesAfter)
        .isEqualTo(Files.size(archive.files().get(0)))
        .isLessThan(outcome.bytesBefore);
    assertThat(outcome.problems).isEmpty();
  }

  @Test
  void whatDoesNotFitIntoABlockIsCutByTime() throws IOException {
    writeMinutes(10);

    Outcome outcome = archive.compact(300 * 300);

    assertThat(archive.files()).hasSizeBetween(2, 4);
    assertThat(outcome.filesAfter).isEqualTo(archive.files().size());
    assertThat(archive.rows()).containsExactlyInAnyOrderElementsOf(TestGroups.records(0, 600));
    List<FileSummary> blocks = summaries();
    for (int i = 1; i < blocks.size(); i++) {
      assertThat(blocks.get(i).firstArrival()).isAfter(blocks.get(i - 1).lastArrival());
    }
  }

  @Test
  void theSecondTimeThereIsNothingToDo() throws IOException {
    writeMinutes(10);
    archive.compact(300 * 300);
    List<Path> files = archive.files();

    Outcome outcome = archive.compact(300 * 300);

    assertThat(archive.files()).isEqualTo(files);
    assertThat(outcome.merged).isZero();
    assertThat(outcome.leftAlone).isEqualTo(1);
  }

  @Test
  void aRunThatIsStartedOverCountsWhatItHasDone() throws IOException {
    writeMinutes(10);
    archive.write(TestGroups.records(0, 60), 1);
    Outcome first = archive.compact("compact-1", 300 * 300, Duration.ofDays(1));

    Outcome again = archive.compact("compact-1", 300 * 300, Duration.ofDays(1));

    assertThat(again).usingRecursiveComparison().isEqualTo(first);
    assertThat(again.duplicates).isEqualTo(60);
  }

  @Test
  void lateFilesAreMergedAgain() throws IOException {
    writeMinutes(3);
    archive.compact(TestGroups.LARGE);
    archive.write(TestGroups.records(150, 200), 1);

    Outcome outcome = archive.compact(TestGroups.LARGE);

    assertThat(outcome.duplicates).isEqualTo(30);
    assertThat(archive.files()).hasSize(1);
    assertThat(archive.rows()).containsExactlyInAnyOrderElementsOf(TestGroups.records(0, 200));
  }

  @Test
  void filesThatAreAsLargeAsTheyMayBeAreLeftAlone() throws IOException {
    writeMinutes(3);
    List<Path> files = archive.files();

    Outcome outcome = archive.compact(SMALL);

    assertThat(outcome.merged).isZero();
    assertThat(archive.files()).isEqualTo(files);
  }

  @Test
  void differentNumbersOfBucketsBecomeTheCoarsest() throws IOException {
    archive.write(TestGroups.records(0, 100), 2);
    archive.write(TestGroups.records(100, 200), 8);

    archive.compact(TestGroups.LARGE);

    assertThat(archive.files())
        .extracting(file -> ArchiveFileName.bucket(file.getFileName().toString()).orElseThrow())
        .containsExactly(KeyBucket.of(0, 2), KeyBucket.of(1, 2));
    assertThat(archive.rows()).containsExactlyInAnyOrderElementsOf(TestGroups.records(0, 200));
  }

  @Test
  void sameIdentityWithOtherContentsIsKeptAndTold() throws IOException {
    ArchivedRecord one = Records.record("k", 1, new byte[] {1});
    ArchivedRecord other = Records.record("k", 1, new byte[] {2});
    archive.write(new ArrayList<>(List.of(one)), 1);
    archive.write(new ArrayList<>(List.of(other)), 1);
    archive.write(new ArrayList<>(List.of(one)), 1);

    Outcome outcome = archive.compact(TestGroups.LARGE);

    assertThat(archive.rows()).containsExactlyInAnyOrder(one, other);
    assertThat(outcome.problems).contains("1 records have the identity of another one");
  }

  @Test
  void foreignFilesAreNotTouched() throws IOException {
    writeMinutes(2);
    Path hour = archive.files().get(0).getParent();
    Path foreign = Files.writeString(hour.resolve("notes.parquet"), "not Parquet");

    Outcome outcome = archive.compact(TestGroups.LARGE);

    assertThat(outcome.merged).isEqualTo(1);
    assertThat(outcome.problems).isEmpty();
    assertThat(foreign).hasContent("not Parquet");
  }

  @Test
  void aTruncatedFileIsNamedAndLeftAloneAndTheOthersAreMerged() throws IOException {
    writeMinutes(3);
    Path broken = archive.files().get(0);
    try (RandomAccessFile file = new RandomAccessFile(broken.toFile(), "rw")) {
      file.setLength(file.length() / 2);
    }
    byte[] before = Files.readAllBytes(broken);

    Outcome outcome = archive.compact(TestGroups.LARGE);

    assertThat(outcome.problems).contains(broken.getFileName().toString()).contains("is broken");
    assertThat(broken).hasBinaryContent(before);
    assertThat(outcome.filesBefore).isEqualTo(2);
  }

  @Test
  void aCorruptPageLeavesEverythingAsItIs() throws IOException {
    writeMinutes(3);
    Path broken = archive.files().get(1);
    flipABit(broken);
    List<Path> files = archive.files();

    Outcome outcome = archive.compact(TestGroups.LARGE);

    assertThat(outcome.problems).contains(broken.getFileName().toString()).contains("is broken");
    assertThat(outcome.merged).isZero();
    assertThat(archive.files()).isEqualTo(files);
    assertThat(archive.compact(TestGroups.LARGE).problems).isNotEmpty();
  }

  @Test
  void replacedFilesAreKeptForThoseWhoHadPlannedToReadThem() throws IOException {
    List<org.apache.flink.core.fs.Path> written = archive.write(TestGroups.records(0, 50), 1);
    archive.write(TestGroups.records(50, 90), 1);
    org.apache.flink.core.fs.Path planned = written.get(0);
    long length = Files.size(Path.of(planned.getPath()));

    archive.compact(TestGroups.LARGE);

    List<ArchivedRecord> rows = new ArrayList<>();
    ReplacedFiles.read(
        planned,
        path -> {
          ArchiveFiles.forEachRow(path, length, FilterCompat.NOOP, (row, index) -> rows.add(row));
          return null;
        });
    assertThat(Path.of(planned.getPath())).doesNotExist();
    assertThat(rows).containsExactlyInAnyOrderElementsOf(TestGroups.records(0, 50));
  }

  @Test
  void replacedFilesAreNotKeptWhereNobodyWantsThem() throws IOException {
    writeMinutes(2);

    archive.compact("compact-1", TestGroups.LARGE, Duration.ZERO);

    try (var all = Files.walk(folder)) {
      assertThat(all.filter(Files::isRegularFile)).hasSize(1);
    }
  }

  @Test
  void duckDbReadsTheSameRowsBeforeAndAfter() throws Exception {
    for (int minute = 0; minute < 5; minute++) {
      archive.write(TestGroups.records(minute * 60, minute * 60 + 60), 4);
    }
    String query = "SELECT * REPLACE (hex(data) AS data) FROM archive ORDER BY sequence_number";
    List<List<String>> before = DuckDb.query(folder, query);

    archive.compact(TestGroups.LARGE);

    assertThat(archive.files()).hasSize(3); // no key falls into bucket 1
    assertThat(DuckDb.query(folder, query)).hasSize(300).isEqualTo(before);
  }

  @Test
  void newNamesSortAfterThoseThatTheyReplace() throws IOException {
    writeMinutes(3);
    Path last = archive.files().get(2);
    archive.compact(TestGroups.LARGE);
    Path first = archive.files().get(0);
    archive.write(TestGroups.records(500, 510), 1);
    archive.compact(TestGroups.LARGE);

    assertThat(first).isGreaterThan(last);
    assertThat(archive.files().get(0)).isGreaterThan(first);
  }

  private void writeMinutes(int minutes) throws IOException {
    for (int minute = 0; minute < minutes; minute++) {
      archive.write(TestGroups.records(minute * 60, minute * 60 + 60), 1);
    }
  }

  private List<FileSummary> summaries() throws IOException {
    List<FileSummary> summaries = new ArrayList<>();
    for (Path file : archive.files()) {
      try (ParquetFileReader reader = ParquetFileReader.open(new LocalInputFile(file))) {
        FileSummary summary =
            FileSummary.fromMetadata(reader.getFileMetaData().getKeyValueMetaData()).orElseThrow();
        assertThat(summary.shards())
            .isEqualTo(
                FileSummary.of(summary.bucket(), ArchiveReader.rowsOf(new LocalInputFile(file)))
                    .shards());
        assertThat(reader.getRowGroups()).hasSize(1);
        summaries.add(summary);
      }
    }
    return summaries;
  }

  /** In the first page: behind the magic number and the page's header. */
  private static void flipABit(Path path) throws IOException {
    ByteBuffer bytes = ByteBuffer.wrap(Files.readAllBytes(path));
    int middle = 200;
    bytes.put(middle, (byte) (bytes.get(middle) ^ 1));
    Files.write(path, bytes.array());
  }
}
