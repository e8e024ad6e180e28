package io.kinesisrewind.replay.source.archive.reader;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.kinesisrewind.replay.ReplayFailedException;
import io.kinesisrewind.replay.plan.ArchiveBlock;
import io.kinesisrewind.replay.plan.ArchivePlanner;
import io.kinesisrewind.replay.plan.Selection;
import io.kinesisrewind.replay.source.archive.split.LaneSplit;
import io.kinesisrewind.replay.testing.FlakyFiles;
import io.kinesisrewind.replay.testing.Records;
import io.kinesisrewind.replay.testing.TestArchive;
import io.kinesisrewind.schemas.ArchiveHour;
import io.kinesisrewind.schemas.ArchivedRecord;
import io.kinesisrewind.schemas.KeyBucket;
import io.kinesisrewind.schemas.ReplacedFile;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Files that are not any more what they were when the replay was planned. */
class DamagedBlocksTest {

  private static final Selection ALL = Selection.of(Records.STREAM);

  @TempDir Path folder;

  private ArchiveBlock block;
  private Path file;
  private byte[] bytes;
  private List<ArchivedRecord> intact;

  @BeforeEach
  void planOneFile() throws Exception {
    TestArchive archive =
        new TestArchive(new org.apache.flink.core.fs.Path("flaky://" + folder.resolve("archive")));
    archive.write(Records.random(300, 30, 3), 1);
    List<ArchiveBlock> blocks = new ArrayList<>();
    ArchivePlanner.plan(archive.root(), ALL, blocks::add);
    block = blocks.get(0);
    file = Path.of(new org.apache.flink.core.fs.Path(block.path()).getPath());
    bytes = Files.readAllBytes(file);
    intact = read();
  }

  @AfterEach
  void mend() {
    FlakyFiles.onOpen(path -> {});
  }

  @Test
  void oneThatACompactionMovesAsideIsReadWhereItIsKept() throws Exception {
    FlakyFiles.onOpen(
        path -> {
          if (path.toString().equals(block.path())) {
            moveAside();
          }
        });

    assertThat(read()).isEqualTo(intact).isNotEmpty();
  }

  @Test
  void oneThatIsGoneIsNamed() throws Exception {
    Files.delete(file);

    assertThatThrownBy(this::read)
        .isInstanceOf(ReplayFailedException.class)
        .hasMessageStartingWith(block.path())
        .hasMessageContaining("vanished from the archive")
        .hasMessageContaining("start the replay again");
  }

  @Test
  void oneThatIsCutShortIsNamed() throws Exception {
    for (int length : new int[] {0, 5, bytes.length / 2, bytes.length - 1}) {
      Files.write(file, Arrays.copyOf(bytes, length));

      assertBroken();
    }
  }

  @Test
  void oneThatHasBecomeSomethingElseIsNamed() throws Exception {
    byte[] other = new byte[bytes.length];
    Arrays.fill(other, "no Parquet ".getBytes(StandardCharsets.UTF_8)[0]);
    Files.write(file, other);

    assertBroken();
  }

  @Test
  void aChangedByteIsNeverReadAsARecord() throws Exception {
    int found = 0;
    for (int eighth = 1; eighth < 8; eighth++) {
      byte[] changed = bytes.clone();
      changed[bytes.length * eighth / 8] ^= 0x40;
      Files.write(file, changed);
      try {
        assertThat(read()).isEqualTo(intact); // it was in an index, say
      } catch (ReplayFailedException e) {
        assertThat(e).hasMessageStartingWith(block.path()).hasMessageContaining("restore it");
        found++;
      }
    }
    assertThat(found).isPositive();
  }

  private void assertBroken() {
    assertThatThrownBy(this::read)
        .isInstanceOf(ReplayFailedException.class)
        .hasMessageStartingWith(block.path())
        .hasMessageContaining("is broken")
        .hasMessageContaining("restore it, or move it out of the archive");
  }

  private void moveAside() throws IOException {
    if (!Files.exists(file)) {
      return;
    }
    ArchiveHour hour = ArchiveHour.parse(file.getParent().toString()).orElseThrow();
    Path kept =
        folder
            .resolve("archive")
            .resolve(ReplacedFile.folder(hour))
            .resolve(ReplacedFile.name(file.getFileName().toString(), Instant.EPOCH));
    Files.createDirectories(kept.getParent());
    Files.move(file, kept);
  }

  private List<ArchivedRecord> read() throws IOException {
    LaneSplit lane = LaneSplit.of(KeyBucket.of(0, 1), ALL, List.of(block));
    List<ArchivedRecord> records = new ArrayList<>();
    new ParquetBlocks().read(lane, block, 0).forEach(row -> records.add(row.record()));
    return records;
  }
}
