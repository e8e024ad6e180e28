package io.kinesisrewind.archive.chaos;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.kinesisrewind.sandbox.SandboxExtension;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/**
 * Task managers killed at random moments, and once the whole cluster, under load and while shards
 * are split and merged. How often is {@code -Drewind.chaos.kills}; the Maven profile {@code chaos}
 * makes it many.
 */
class KillsIT {

  private static final int KILLS = Integer.getInteger("rewind.chaos.kills", 3);
  private static final long SEED = 20;
  private static final int RESHARD_EVERY = 30;

  /** Records that may come between a job's running again and the next kill. */
  private static final int LONGEST_PEACE = 250;

  @RegisterExtension static final SandboxExtension SANDBOX = new SandboxExtension();

  private final Random random = new Random(SEED);

  @Test
  void everyRecordIsArchivedOnceAndNoKeyGoesBack() throws Exception {
    try (ArchiveRun run = ArchiveRun.start(SANDBOX.sandbox());
        Load load = Load.withResharding(run.stream(), SEED, RESHARD_EVERY)) {
      run.job().awaitCheckpoint();
      for (int kill = 1; kill <= KILLS; kill++) {
        load.awaitMore(1 + random.nextInt(LONGEST_PEACE));
        killOne(run);
        if (kill == (KILLS + 1) / 2) {
          run.loseClusterAndResume();
        }
        if (random.nextBoolean()) {
          run.job().awaitCheckpoint();
        }
      }
      await().atMost(Duration.ofMinutes(3)).until(() -> load.splits() > 1 && load.merges() > 0);
      load.stop();
      run.awaitArchived();

      run.stopAndAssertComplete();
    }
  }

  /** Returns when the job has noticed, and runs again. */
  private void killOne(ArchiveRun run) {
    List<Integer> running = List.copyOf(run.cluster().taskManagers());
    Optional<Instant> before = run.job().lastRestart();
    run.cluster().killTaskManager(running.get(random.nextInt(running.size())));
    run.cluster().startTaskManager();
    await()
        .atMost(Duration.ofMinutes(3))
        .until(() -> run.job().lastRestart(), restart -> !restart.equals(before));
    run.job().awaitRunning();
    assertThat(run.cluster().taskManagers()).hasSize(2);
  }
}
