package io.kinesisrewind.replay;

import static org.assertj.core.api.Assertions.assertThat;

import io.kinesisrewind.replay.ledger.ReplayState;
import io.kinesisrewind.replay.ledger.ReplayStatus;
import io.kinesisrewind.replay.testing.Checkpoints;
import io.kinesisrewind.replay.testing.InducedFaults;
import io.kinesisrewind.replay.testing.JsonLines;
import io.kinesisrewind.replay.testing.Records;
import io.kinesisrewind.replay.testing.TestArchive;
import io.kinesisrewind.replay.testing.TestReplay;
import io.kinesisrewind.schemas.ArchivedRecord;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.apache.flink.runtime.testutils.MiniClusterResourceConfiguration;
import org.apache.flink.test.junit5.MiniClusterExtension;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** Each replay fails once on its way, after a checkpoint. */
class RefineIT {

  private static final int FILES = 8;

  @RegisterExtension
  static final MiniClusterExtension FLINK =
      new MiniClusterExtension(
          new MiniClusterResourceConfiguration.Builder()
              .setNumberTaskManagers(1)
              .setNumberSlotsPerTaskManager(2)
              .build());

  @TempDir Path folder;

  private final List<ArchivedRecord> records = Records.random(800, 40, 17);
  private TestArchive archive;
  private InducedFaults faults;

  @BeforeEach
  void writeArchive() throws Exception {
    archive = new TestArchive(new org.apache.flink.core.fs.Path("flaky://" + folder.resolve("a")));
    for (int i = 0; i < records.size(); i++) {
      // Minutes apart, so that each block is opened when the one before it is used up.
      records
          .get(i)
          .setApproximateArrivalTimestamp(
              Records.START.plusSeconds(120L * (i * FILES / records.size())).plusMillis(i));
      if (i % 7 == 0) {
        records.get(i).setData(ByteBuffer.allocate(0));
      }
    }
    for (int from = 0; from < records.size(); from += 100) {
      archive.write(new ArrayList<>(records.subList(from, from + 100)), 2);
    }
    faults = new InducedFaults(new Checkpoints(folder.resolve("c")));
    faults.failOnceAt(archive.files().get(10));
  }

  @AfterEach
  void mend() {
    faults.end();
  }

  @Test
  void theLastOfEachKeyWithinTheBoundsIsTheStateAsOfATime() throws Exception {
    Instant to = records.get(650).getApproximateArrivalTimestamp();

    ReplayStatus status = run("--to", to.toString(), "--compact");

    assertThat(faults.count()).isEqualTo(1);
    assertReplayed(status, last(records.subList(0, 650)));
    assertThat(status.counts().filtered).isEqualTo(650 - status.counts().selected);
  }

  @Test
  void keysThatAreGoneStayAwayAndTheFirstOfTheRestAreGiven() throws Exception {
    ReplayStatus status = run("--compact", "--tombstone", "empty", "--limit", "20");

    assertThat(faults.count()).isEqualTo(1);
    List<ArchivedRecord> state =
        last(records).stream()
            .filter(record -> record.getData().hasRemaining())
            .collect(Collectors.toList());
    assertThat(state).hasSizeBetween(21, 39);
    assertReplayed(status, state.subList(0, 20));
    assertThat(JsonLines.read(folder.resolve("out"))).isEqualTo(state.subList(0, 20));
  }

  @Test
  void aConditionIsAskedOfTheLastRecords() throws Exception {
    String even = "MOD(CAST(sequence_number AS BIGINT), 2) = 0";

    ReplayStatus status = run("--compact", "--where", even, "--limit", "10");

    assertThat(faults.count()).isEqualTo(1);
    List<ArchivedRecord> expected =
        last(records).stream().filter(RefineIT::isEven).limit(10).collect(Collectors.toList());
    assertReplayed(status, expected);
    assertThat(status.options()).containsEntry("where", even);
    assertThat(expected).hasSize(10).isNotEqualTo(last(evens()).subList(0, 10));
  }

  @Test
  void aConditionKeepsEachKeysOrder() throws Exception {
    ReplayStatus status =
        run("--where", "partition_key LIKE 'key-1%' AND JSON_VALUE(data, '$.a') IS NULL");

    assertThat(faults.count()).isEqualTo(1);
    List<ArchivedRecord> expected =
        records.stream()
            .filter(record -> record.getPartitionKey().startsWith("key-1"))
            .collect(Collectors.toList());
    assertReplayed(status, expected);
    assertThat(Records.byKey(JsonLines.read(folder.resolve("out"))))
        .isEqualTo(Records.byKey(expected));
    assertThat(status.counts().read).isEqualTo(800);
  }

  @Test
  void theFirstAreExactInReplayOrder() throws Exception {
    ReplayStatus status = run("--limit", "555");

    assertThat(faults.count()).isEqualTo(1);
    assertThat(JsonLines.read(folder.resolve("out"))).isEqualTo(records.subList(0, 555));
    assertReplayed(status, records.subList(0, 555));
    assertThat(status.counts().read).isEqualTo(800);
  }

  @Test
  void aLimitAboveWhatThereIsTakesEverything() throws Exception {
    assertReplayed(run("--limit", "5000", "--annotate", "none"), records);
  }

  private ReplayStatus run(String... arguments) throws Exception {
    return TestReplay.of(archive)
        .with("--target", "file:" + folder.resolve("out"))
        .withFlink("execution.checkpointing.dir", folder.resolve("c").toUri().toString())
        .run(arguments);
  }

  private void assertReplayed(ReplayStatus status, List<ArchivedRecord> expected) throws Exception {
    assertThat(JsonLines.read(folder.resolve("out"))).containsExactlyInAnyOrderElementsOf(expected);
    assertThat(status.state()).isEqualTo(ReplayState.COMPLETED);
    assertThat(status.counts().selected).isEqualTo(expected.size());
    assertThat(status.counts().delivered).isEqualTo(expected.size());
    assertThat(status.counts().read).isEqualTo(status.counts().selected + status.counts().filtered);
  }

  /** The last of each key, by arrival. */
  private static List<ArchivedRecord> last(List<ArchivedRecord> records) {
    Collection<ArchivedRecord> last =
        records.stream()
            .collect(
                Collectors.toMap(ArchivedRecord::getPartitionKey, Function.identity(), (a, b) -> b))
            .values();
    return records.stream().filter(last::contains).collect(Collectors.toList());
  }

  private List<ArchivedRecord> evens() {
    return records.stream().filter(RefineIT::isEven).collect(Collectors.toList());
  }

  private static boolean isEven(ArchivedRecord record) {
    return Long.parseLong(record.getSequenceNumber()) % 2 == 0;
  }
}
