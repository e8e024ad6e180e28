package io.kinesisrewind.replay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.kinesisrewind.replay.ledger.StatusFile;
import io.kinesisrewind.replay.options.ReplayOptions;
import io.kinesisrewind.replay.testing.Records;
import io.kinesisrewind.replay.testing.TestArchive;
import io.kinesisrewind.replay.testing.TestReplay;
import io.kinesisrewind.runtime.UsageException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PreflightTest {

  @TempDir Path folder;

  private TestArchive archive;

  @BeforeEach
  void write() throws Exception {
    archive = new TestArchive(new org.apache.flink.core.fs.Path(folder.resolve("archive").toUri()));
    archive.write(Records.random(10, 2, 1), 1);
  }

  @Test
  void whatIsThereIsTaken() {
    assertThatCode(() -> Preflight.check(options("--stream", "orders"))).doesNotThrowAnyException();
  }

  @Test
  void aStreamThatIsNotInTheArchiveIsToldWithThoseThatAre() throws Exception {
    for (int i = 0; i < 12; i++) {
      Files.createDirectories(folder.resolve("archive/stream_name=s" + i));
    }
    assertProblem(options("--stream", "other"), "orders, s0, s1, s10")
        .hasMessageContaining("and 3 more");
  }

  @Test
  void anEmptyFolderIsNoArchive() {
    List<String> arguments =
        List.of("--archive", folder.resolve("none").toString(), "--stream", "s", "--dry-run");
    assertProblem(TestReplay.options(arguments), "there is no archive here");
  }

  @Test
  void aFolderThatHoldsOtherThingsIsNoTarget() throws Exception {
    Path out = Files.createDirectories(folder.resolve("out"));
    Files.writeString(out.resolve("mine.txt"), "x");
    assertProblem(options("--stream", "orders"), "already holds mine.txt");

    Path shard = Files.createDirectory(out.resolve(Records.shard(0)));
    Files.move(out.resolve("mine.txt"), shard.resolve("again_part-1.jsonl"));
    assertProblem(options("--stream", "orders"), "already holds again_part-1.jsonl; choose a");

    Files.move(
        shard.resolve("again_part-1.jsonl"), shard.resolve(".again_part-1.jsonl.inprogress"));
    assertThatCode(() -> Preflight.check(options("--stream", "orders"))).doesNotThrowAnyException();
    assertThat(out).isDirectoryNotContaining(file -> file.toString().endsWith("_probe"));
  }

  @Test
  void aReplayIsNotAddedToWhatAnEarlierRunOfItHasWritten() throws Exception {
    Path out = Files.createDirectories(folder.resolve("out/" + Records.shard(1)));
    Files.writeString(out.resolve("again_part-0000000001-00000.jsonl"), "");
    Path dead = Files.createDirectories(folder.resolve("dead/" + Records.shard(1)));
    Files.writeString(dead.resolve("again_dead-0000000001-00000.jsonl"), "");
    String[] run = {
      "--stream=orders",
      "--replay-id=again",
      "--on-bad-record=dead-letter",
      "--dead-letter=" + folder.resolve("dead")
    };

    assertProblem(options(run), "of an earlier run of --replay-id again")
        .hasMessageContaining("--resume again")
        .hasMessageContaining("--dead-letter file:" + folder.resolve("dead"));

    run[1] = "--replay-id=another";
    Files.delete(out.resolve("again_part-0000000001-00000.jsonl"));
    assertThatCode(() -> Preflight.check(options(run))).doesNotThrowAnyException();
  }

  @Test
  void aFolderThatCannotBeWrittenToIsTold() throws Exception {
    Path file = Files.writeString(folder.resolve("file"), "");
    assertProblem(
        options(
            "--stream=orders",
            "--on-bad-record=dead-letter",
            "--dead-letter=" + file.resolve("dead")),
        "--dead-letter file:" + file.resolve("dead") + ": cannot be written to");
  }

  @Test
  void filesOfKeysAreReadBeforeAnythingRuns() throws Exception {
    Path empty = Files.writeString(folder.resolve("empty"), "");
    assertProblem(
            options("--stream", "other", "--keys-file", empty.toString(), "--exclude-keys", "/no"),
            "is not in the archive")
        .hasMessageContaining("--keys-file file:" + empty + ": holds no key")
        .hasMessageContaining("--exclude-keys file:/no: is not there");
  }

  @Test
  void anIdIsGoodForOneReplay() throws Exception {
    Path statuses = Files.createDirectories(folder.resolve("archive/" + StatusFile.FOLDER));
    Files.writeString(statuses.resolve("used.json"), "{\"state\":\"completed\"}");
    Files.writeString(statuses.resolve("broken.json"), "{");

    assertProblem(
        options("--stream", "orders", "--replay-id", "used"), "--replay-id used: is taken");
    assertProblem(
        options("--stream", "orders", "--replay-id", "broken"), "is not the status of a replay");
  }

  @Test
  void aSchemeThatFlinkDoesNotKnowIsTold() {
    List<String> arguments = List.of("--archive", "gopher://host/x", "--stream", "s", "--dry-run");
    assertProblem(TestReplay.options(arguments), "Flink has no file system");
  }

  private ReplayOptions options(String... more) {
    List<String> arguments =
        new ArrayList<>(
            List.of(
                "--archive",
                archive.root().toString(),
                "--target",
                "file:" + folder.resolve("out")));
    arguments.addAll(List.of(more));
    return TestReplay.options(arguments);
  }

  private static org.assertj.core.api.AbstractThrowableAssert<?, ?> assertProblem(
      ReplayOptions options, String message) {
    return assertThatThrownBy(() -> Preflight.check(options))
        .isInstanceOf(UsageException.class)
        .hasMessageContaining(message);
  }
}
