package io.kinesisrewind.replay.control;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.kinesisrewind.replay.ledger.Execution;
import io.kinesisrewind.replay.ledger.ReplayState;
import io.kinesisrewind.replay.ledger.ReplayStatus;
import io.kinesisrewind.replay.ledger.StatusFile;
import io.kinesisrewind.replay.plan.PlanTotals;
import io.kinesisrewind.runtime.UsageException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KnownReplayTest {

  private static final PlanTotals PLAN = new PlanTotals(1, 1, 10, true);

  @TempDir private Path archive;

  private final ReplayStatus running =
      ReplayStatus.started("r", "orders", "file:x", Map.of(), PLAN);

  @Test
  void aReplayOfWhichNothingIsHeardIsLost() throws Exception {
    SignOfLife life = SignOfLife.of("run");
    Instant soon = Instant.now().plus(SignOfLife.PATIENCE.dividedBy(2));
    Instant late = Instant.now().plus(SignOfLife.PATIENCE.multipliedBy(2));

    assertThat(known(running, life, soon).state()).isEqualTo(ReplayState.RUNNING);
    assertThat(known(running, life, late).state()).isEqualTo(ReplayState.LOST);
    assertThat(known(running, null, soon).state()).isEqualTo(ReplayState.RUNNING);
    assertThat(known(running, null, late).state()).isEqualTo(ReplayState.LOST);
    assertThat(known(running, life.ended(), soon).state()).isEqualTo(ReplayState.LOST);
    assertThat(known(running.failed("x"), life, late).state()).isEqualTo(ReplayState.FAILED);
    assertThat(known(running.cancelled("x"), life, late).state()).isEqualTo(ReplayState.CANCELLED);
  }

  @Test
  void anIdIsFreeForTheSameRunOnly() throws Exception {
    assertThat(Replays.whyTaken(file(), "run")).isEmpty();
    file().write(running.failed("a bad day"));
    SignOfLife.of("run").ended().write(file().heartbeat());

    assertThat(Replays.whyTaken(file(), "run")).isEmpty();
    assertThat(Replays.whyTaken(file(), "another").orElseThrow())
        .isEqualTo(
            "is taken by a replay that is failed; go on with that one by --resume r, or choose"
                + " another");
    file().write(running);
    SignOfLife.of("run").write(file().heartbeat());
    assertThat(Replays.whyTaken(file(), "another").orElseThrow()).contains("that runs");
  }

  @Test
  void onlyWhatRunsCanBeCancelled() throws Exception {
    assertThatThrownBy(() -> Replays.get(StatusFile.folderIn(root()), "r"))
        .isInstanceOf(UsageException.class)
        .hasMessageContaining("no replay of this id");
    file().write(running);
    SignOfLife.of("run").write(file().heartbeat());
    Replays.requestCancel(Replays.get(StatusFile.folderIn(root()), "r"));
    assertThat(file().cancelRequest().exists()).isTrue();

    SignOfLife.of("run").ended().write(file().heartbeat());
    assertThatThrownBy(() -> Replays.requestCancel(Replays.get(StatusFile.folderIn(root()), "r")))
        .hasMessageContaining("r: is lost")
        .hasMessageContaining("--resume r");
    file().write(running.failed("x"));
    assertThatThrownBy(() -> Replays.requestCancel(Replays.get(StatusFile.folderIn(root()), "r")))
        .hasMessageContaining("r: is failed already");
  }

  @Test
  void onlyStatusObjectsAreListed() throws Exception {
    assertThat(StatusFile.all(StatusFile.folderIn(root()))).isEmpty();
    file().write(running);
    SignOfLife.of("run").write(file().heartbeat());
    file().cancelRequest().write("");
    Files.writeString(archive.resolve(StatusFile.FOLDER).resolve("no id.json"), "{}");

    assertThat(StatusFile.all(StatusFile.folderIn(root())))
        .extracting(StatusFile::replayId)
        .containsExactly("r");
  }

  @Test
  void theLastCompleteCheckpointOfAllJobsIsFound() throws Exception {
    Execution first =
        Execution.of(List.of("--limit=1"), 2, archive.resolve("checkpoints").toUri().toString());
    ReplayStatus status = ReplayStatus.fromJson(running.executedAs(first).toJson());
    assertThat(status.execution().orElseThrow().arguments()).containsExactly("--limit=1");
    assertThat(Checkpoints.last(first)).isEmpty();

    checkpoint("job-1/chk-9", true);
    checkpoint("job-2/chk-10", true);
    checkpoint("job-2/chk-11", false);
    checkpoint("job-2/shared", true);
    String json =
        running
            .executedAs(first)
            .toJson()
            .replaceFirst(
                "\"checkpoint_folders\" : \\[ ]",
                "\"checkpoint_folders\" : [ \""
                    + archive.resolve("checkpoints/job-1").toUri()
                    + "\", \""
                    + archive.resolve("checkpoints/job-2").toUri()
                    + "\" ]");
    Execution both = ReplayStatus.fromJson(json).execution().orElseThrow();

    assertThat(both.checkpointFolders()).hasSize(2);
    assertThat(Checkpoints.last(both).orElseThrow().getPath()).endsWith("job-2/chk-10");
  }

  private void checkpoint(String name, boolean complete) throws Exception {
    Path folder = Files.createDirectories(archive.resolve("checkpoints").resolve(name));
    if (complete) {
      Files.writeString(folder.resolve("_metadata"), "");
    }
  }

  private KnownReplay known(ReplayStatus status, SignOfLife life, Instant now) {
    return new KnownReplay(file(), status, Optional.ofNullable(life), now);
  }

  private StatusFile file() {
    return StatusFile.of(root(), "r");
  }

  private org.apache.flink.core.fs.Path root() {
    return new org.apache.flink.core.fs.Path(archive.toUri());
  }
}
