package io.kinesisrewind.replay;

import static org.assertj.core.api.Assertions.assertThat;

import io.kinesisrewind.replay.ledger.ReplayState;
import io.kinesisrewind.replay.ledger.ReplayStatus;
import io.kinesisrewind.replay.testing.JsonLines;
import io.kinesisrewind.replay.testing.Records;
import io.kinesisrewind.replay.testing.TestArchive;
import io.kinesisrewind.replay.testing.TestReplay;
import io.kinesisrewind.schemas.ArchivedRecord;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.apache.flink.runtime.testutils.MiniClusterResourceConfiguration;
import org.apache.flink.test.junit5.MiniClusterExtension;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

class ReplayToFileIT {

  @RegisterExtension
  static final MiniClusterExtension FLINK =
      new MiniClusterExtension(
          new MiniClusterResourceConfiguration.Builder()
              .setNumberTaskManagers(1)
              .setNumberSlotsPerTaskManager(2)
              .build());

  @TempDir Path folder;

  private final List<ArchivedRecord> records = Records.random(1_000, 15, 5);
  private TestArchive archive;
  private Path out;

  @BeforeEach
  void writeArchive() throws Exception {
    archive = new TestArchive(new org.apache.flink.core.fs.Path(folder.resolve("a").toUri()));
    for (int from = 0; from < records.size(); from += 200) {
      // Buckets have been doubled meanwhile.
      archive.write(new ArrayList<>(records.subList(from, from + 200)), from < 400 ? 2 : 4);
    }
    out = folder.resolve("out");
  }

  @Test
  void everythingComesOutOnceWithEveryField() throws Exception {
    ReplayStatus status = run();

    assertSelected(record -> true);
    assertThat(status.state()).isEqualTo(ReplayState.COMPLETED);
    assertThat(status.plan().exact()).isTrue();
    assertThat(status.counts().read).isEqualTo(1_000);
    assertThat(status.finishedAt()).isPresent();
    assertThat(out.toFile().list()).containsOnly(Records.shard(0), Records.shard(1));
    assertThat(out.resolve(Records.shard(1)).toFile().list())
        .isNotEmpty()
        .allMatch(name -> name.startsWith(status.replayId()) && name.endsWith(".jsonl"));
  }

  @Test
  void arrivalBoundsAreExactAcrossTheHour() throws Exception {
    Instant from = records.get(100).getApproximateArrivalTimestamp();
    Instant to = records.get(905).getApproximateArrivalTimestamp();

    ReplayStatus status = run("--from", from.toString(), "--to", to.toString());

    assertSelected(
        record ->
            !record.getApproximateArrivalTimestamp().isBefore(from)
                && record.getApproximateArrivalTimestamp().isBefore(to));
    assertThat(status.counts().selected).isEqualTo(805);
  }

  @Test
  void keysAreExact() throws Exception {
    ReplayStatus status = run("--key", "key-3", "--key", "key-7", "--key", "no such, key");

    assertSelected(record -> List.of("key-3", "key-7").contains(record.getPartitionKey()));
    assertThat(status.counts().read).isEqualTo(status.counts().selected);
  }

  @Test
  void keysOfFilesAndPrefixesAreExactAndExcludedOnesNeverComeOut() throws Exception {
    Path keys = Files.writeString(folder.resolve("keys"), "key-3\n\"key-7\"\nno such, key\n");
    Path erased = Files.writeString(folder.resolve("erased"), "key-3\nkey-11\n");

    ReplayStatus status =
        run(
            "--keys-file",
            keys.toString(),
            "--key=key-5",
            "--key-prefix=key-1",
            "--exclude-keys",
            "file:" + erased);

    assertSelected(
        record ->
            List.of("key-7", "key-5", "key-1", "key-10", "key-12", "key-13", "key-14")
                .contains(record.getPartitionKey()));
    assertThat(status.counts().filtered)
        .isEqualTo(
            records.stream()
                .filter(record -> List.of("key-3", "key-11").contains(record.getPartitionKey()))
                .count());
    assertThat(status.options()).containsEntry("key-prefix", "[key-1]");
    assertThat(status.options().get("exclude-keys")).endsWith("/erased");
  }

  @Test
  void shardAndSequenceBoundsAreNumericAndExact() throws Exception {
    // The numbers start at 95: as text, 100 comes before 99.
    ReplayStatus status =
        run("--shard", Records.shard(1), "--after-sequence", "99", "--to-sequence", "1000");

    assertSelected(
        record ->
            record.getShardId().equals(Records.shard(1))
                && Integer.parseInt(record.getSequenceNumber()) > 99
                && Integer.parseInt(record.getSequenceNumber()) <= 1000);
    assertThat(status.counts().filtered).isPositive();
  }

  @Test
  void whatTheArchiveHoldsTwiceIsReplayedOnce() throws Exception {
    archive.write(new ArrayList<>(records.subList(150, 450)), 4);
    archive.write(new ArrayList<>(records.subList(0, 1_000)), 1);

    ReplayStatus status = run();

    assertSelected(record -> true);
    assertThat(status.counts().duplicates).isEqualTo(1_300);
    assertThat(status.counts().read).isEqualTo(2_300);
  }

  @Test
  void anEmptySelectionCompletesAndSaysSo() throws Exception {
    ReplayStatus status = run("--from", "2030-01-01");

    assertThat(status.state()).isEqualTo(ReplayState.COMPLETED);
    assertThat(status.counts().toString()).contains("selected 0");
    assertThat(status.plan().files()).isZero();
  }

  @Test
  void aDryRunWritesNothing() throws Exception {
    List<String> before = everything();

    Replay replay =
        Replay.prepare(
            TestReplay.options(
                List.of(
                    "--archive",
                    archive.root().toString(),
                    "--stream",
                    Records.STREAM,
                    "--target",
                    "file:" + out,
                    "--dry-run")));

    assertThat(replay.source().describe()).anyMatch(line -> line.contains("1,000 records"));
    assertThat(everything()).isEqualTo(before);
  }

  private ReplayStatus run(String... arguments) throws Exception {
    return TestReplay.of(archive).with("--target", "file:" + out).run(arguments);
  }

  private void assertSelected(Predicate<ArchivedRecord> selection) throws Exception {
    assertThat(Records.byKey(JsonLines.read(out)))
        .isEqualTo(Records.byKey(records.stream().filter(selection).toList()));
  }

  private List<String> everything() throws Exception {
    try (Stream<Path> files = Files.walk(folder)) {
      return files.map(Path::toString).sorted().toList();
    }
  }
}
