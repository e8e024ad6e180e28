package io.kinesisrewind.replay.source.archive.split;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.kinesisrewind.replay.ReplayFailedException;
import io.kinesisrewind.replay.plan.ArchiveBlock;
import io.kinesisrewind.schemas.KeyBucket;
import io.kinesisrewind.schemas.Position;
import io.kinesisrewind.schemas.ShardRange;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PlanFilesTest {

  private static final LaneRest AFTERWARDS =
      new LaneRest("file:/next", Map.of("shard-1", Position.of("7", 0)));
  private static final LaneSegment SEGMENT =
      new LaneSegment(List.of(block("first"), block("second")), AFTERWARDS);

  @TempDir Path folder;

  private PlanFiles files;
  private LaneRest rest;
  private Path file;

  @BeforeEach
  void write() throws IOException {
    files = PlanFiles.in(new org.apache.flink.core.fs.Path(folder.resolve("r.plan").toUri()));
    rest = rest(files.write("lane 0 of 4", SEGMENT));
    file = local(rest);
  }

  @Test
  void whatIsWrittenIsRead() throws IOException {
    LaneSegment read = PlanFiles.read(rest);

    assertThat(read.blocks()).isEqualTo(SEGMENT.blocks());
    assertThat(read.rest()).isEqualTo(AFTERWARDS);
    assertThat(file.getParent()).isEqualTo(folder.resolve("r.plan"));
  }

  @Test
  void onePartIsNeverWrittenOverAnother() throws IOException {
    LaneRest again = rest(files.write("lane 0 of 4", new LaneSegment(List.of(), LaneRest.NONE)));

    assertThat(again.path()).isNotEqualTo(rest.path());
    assertThat(PlanFiles.read(rest).blocks()).isEqualTo(SEGMENT.blocks());
  }

  @Test
  void onePartThatIsGoneIsNamed() throws IOException {
    Files.delete(file);

    assertUnusable("is gone");
  }

  @Test
  void onePartThatIsCutShortIsNamed() throws IOException {
    byte[] bytes = Files.readAllBytes(file);
    for (int length = 0; length < bytes.length; length++) {
      Files.write(file, Arrays.copyOf(bytes, length));

      assertUnusable("is not as it was written");
    }
  }

  @Test
  void onePartThatIsChangedIsNamed() throws IOException {
    byte[] bytes = Files.readAllBytes(file);
    for (int place = 0; place < bytes.length; place++) {
      byte[] changed = bytes.clone();
      changed[place] ^= 0x40;
      Files.write(file, changed);

      assertUnusable("is not as it was written");
    }
  }

  @Test
  void onePartOfAnotherPlanIsNamed() throws IOException {
    LaneRest other = rest(files.write("lane 0 of 4", SEGMENT));
    Files.write(file, Files.readAllBytes(local(other)));

    assertUnusable("is one of another plan");
  }

  @Test
  void ofAPlanThatFailedNothingIsLeft() throws IOException {
    PlanFiles another = PlanFiles.in(new org.apache.flink.core.fs.Path(folder.toUri() + "r.plan"));
    LaneRest ofAnother = rest(another.write("lane 0 of 4", SEGMENT));
    Exception failure = new IOException("a file is broken");

    files.deleteAfter(failure);

    assertThat(file).doesNotExist();
    assertThat(PlanFiles.read(ofAnother).blocks()).isEqualTo(SEGMENT.blocks());
    another.deleteAfter(failure);
    assertThat(folder).isEmptyDirectory();
    assertThat(failure).hasNoSuppressedExceptions();
  }

  private void assertUnusable(String what) {
    ThrowingCallable reading = () -> PlanFiles.read(rest);
    assertThatThrownBy(reading)
        .isInstanceOf(ReplayFailedException.class)
        .hasMessage(
            rest.path() + ", a part of the replay's plan, " + what + "; start the replay again");
  }

  private static LaneRest rest(String path) {
    return new LaneRest(path, Map.of());
  }

  private static Path local(LaneRest rest) {
    return Path.of(new org.apache.flink.core.fs.Path(rest.path()).getPath());
  }

  private static ArchiveBlock block(String path) {
    ShardRange range =
        new ShardRange(Position.of("7", 0), Position.of("9", 2), Instant.EPOCH, Instant.EPOCH, 3);
    return new ArchiveBlock(path, 1_000, KeyBucket.of(0, 4), Map.of("shard-1", range));
  }
}
