package io.kinesisrewind.replay.source.archive.reader;

import static org.assertj.core.api.Assertions.assertThat;

import io.kinesisrewind.replay.plan.ArchiveBlock;
import io.kinesisrewind.replay.plan.ArchivePlanner;
import io.kinesisrewind.replay.plan.KeyChoice;
import io.kinesisrewind.replay.plan.Selection;
import io.kinesisrewind.replay.source.archive.split.LanePlan;
import io.kinesisrewind.replay.source.archive.split.LaneSplit;
import io.kinesisrewind.replay.source.archive.split.PlanFiles;
import io.kinesisrewind.replay.testing.CountedFiles;
import io.kinesisrewind.replay.testing.Records;
import io.kinesisrewind.replay.testing.TestArchive;
import io.kinesisrewind.schemas.ArchivedRecord;
import io.kinesisrewind.schemas.BlockOrder;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What Parquet reads for a choice of keys: exactly the rows, and few bytes beside them. */
class KeyPushDownTest {

  private static final List<String> HOSTILE =
      List.of(
          " leading and trailing ",
          "\"quoted\"",
          "a\nb",
          "\t",
          "k%_*?'; DROP TABLE",
          "\u0000",
          "key-\uD83D\uDE00",
          "key-\uFFFD",
          "\uD83D\uDE00",
          "x".repeat(256));

  @TempDir Path folder;

  private final List<ArchivedRecord> records = Records.random(20_000, 2_000, 21);
  private TestArchive archive;

  @BeforeEach
  void write() throws Exception {
    for (int i = 0; i < HOSTILE.size(); i++) {
      records.get(i * 100).setPartitionKey(HOSTILE.get(i));
    }
    archive = new TestArchive(new org.apache.flink.core.fs.Path("counted://" + folder));
    archive.write(records, 1);
  }

  @Test
  void aPrefixReadsItsRowsAndFewPagesBesideThem() throws Exception {
    long everything = bytesFor(KeyChoice.ALL, key -> true);

    assertThat(bytesFor(prefix("key-12"), key -> key.startsWith("key-12")))
        .isLessThan(everything / 5);
    assertThat(bytesFor(prefix("key-1234"), "key-1234"::equals)).isLessThan(everything / 20);
    assertThat(bytesFor(prefix("zebra"), key -> false)).isLessThan(everything / 20);
  }

  @Test
  void manyKeysReadTheirRowsAndFewPagesBesideThem() throws Exception {
    long everything = bytesFor(KeyChoice.ALL, key -> true);
    List<String> two = List.of("key-1", "key-999");
    List<String> many =
        IntStream.range(0, 50).mapToObj(i -> "key-10" + i).collect(Collectors.toList());

    // The range between them is nearly everything.
    assertThat(bytesFor(KeyChoice.ALL.withKeys(two), two::contains)).isLessThan(everything / 10);
    assertThat(bytesFor(KeyChoice.ALL.withKeys(many), many::contains)).isLessThan(everything / 10);
  }

  @Test
  void hostileKeysAndPrefixesReadTheirRows() throws Exception {
    for (String key : HOSTILE) {
      bytesFor(KeyChoice.ALL.withKeys(List.of(key)), key::equals);
      bytesFor(prefix(key), each -> each.startsWith(key));
    }
    bytesFor(KeyChoice.ALL.withKeys(HOSTILE), HOSTILE::contains);
    bytesFor(prefix("key-\uD83D\uDE00").withKeys(HOSTILE), HOSTILE::contains);
  }

  private static KeyChoice prefix(String prefix) {
    return KeyChoice.ALL.withPrefixes(List.of(prefix));
  }

  /** Reads what is chosen, checks that it is that, and counts the bytes fetched. */
  private long bytesFor(KeyChoice choice, Predicate<String> chosen) throws Exception {
    Selection selection = Selection.of(Records.STREAM).withKeys(choice);
    List<ArchivedRecord> read = new ArrayList<>();
    LanePlan plan = new LanePlan(selection, PlanFiles.NONE);
    ArchivePlanner.plan(archive.root(), selection, plan::addEarlier);
    List<LaneSplit> lanes = plan.lanes();
    CountedFiles.takeBytes();
    for (LaneSplit lane : lanes) {
      for (ArchiveBlock block : lane.blocks()) {
        new ParquetBlocks().read(lane, block, 0).forEach(row -> read.add(row.record()));
      }
    }
    long bytes = CountedFiles.takeBytes();
    assertThat(inOrder(read.stream()))
        .isEqualTo(inOrder(records.stream().filter(each -> chosen.test(each.getPartitionKey()))));
    return bytes;
  }

  private static List<ArchivedRecord> inOrder(Stream<ArchivedRecord> records) {
    return records.sorted(BlockOrder.COMPARATOR).collect(Collectors.toList());
  }
}
