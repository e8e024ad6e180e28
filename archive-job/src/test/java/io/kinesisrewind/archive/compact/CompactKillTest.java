package io.kinesisrewind.archive.compact;

import static org.assertj.core.api.Assertions.assertThat;

import io.kinesisrewind.archive.support.HookedFiles;
import io.kinesisrewind.schemas.ArchivedRecord;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Cut short before and after every single operation on the file system: no record is missing at any
 * moment, and the next run puts everything in order.
 */
class CompactKillTest {

  private static final int BLOCK = 70 * 300; // two new files
  private static final List<ArchivedRecord> RECORDS = TestGroups.records(0, 120);

  @TempDir Path folder;

  @AfterEach
  void unhook() {
    HookedFiles.unhook();
  }

  /** As a process that dies: no exception of the file system's, so that nothing handles it. */
  private static final class Killed extends Error {

    private static final long serialVersionUID = 1L;
  }

  @ParameterizedTest
  @ValueSource(strings = {"PT0S", "P1D"})
  void killedAnywhereItLosesNothingAndTheNextRunPutsItInOrder(String keep) throws IOException {
    int steps = 0;
    boolean killed = true;
    while (killed) {
      TestGroups archive = filled("step-" + steps);
      killed = killAt(archive, steps, Duration.parse(keep));
      assertThat(archive.rows()).as("killed at step %d", steps).containsAll(RECORDS);

      archive.compact("compact-2", BLOCK, Duration.parse(keep));

      assertOnce(archive, steps);
      steps++;
    }
    assertThat(steps).as("steps at which it was killed").isGreaterThan(14);
  }

  @Test
  void killedAgainAndAgainItComesToAnEnd() throws IOException {
    TestGroups archive = filled("again");

    // While staging, between and after the new files' publication, among the old ones' departure.
    for (int step : new int[] {2, 5, 5, 6, 4, 5, 7, 3, 1}) {
      assertThat(killAt(archive, step, Duration.ofDays(1))).as("killed at step %d", step).isTrue();
      assertThat(archive.rows()).as("killed at step %d", step).containsAll(RECORDS);
    }

    archive.compact("compact-2", BLOCK, Duration.ofDays(1));
    assertOnce(archive, 0);
  }

  @Test
  void twoAtOnceLoseNothingAndTheNextRunPutsItInOrder() throws IOException {
    int step = 0;
    boolean met = true;
    while (met) {
      TestGroups archive = filled("both-" + step);
      met = runAnotherAt(archive, step);
      assertThat(archive.rows()).as("met at step %d", step).containsAll(RECORDS);

      archive.compact("compact-3", BLOCK, Duration.ofDays(1));

      assertOnce(archive, step);
      step++;
    }
    assertThat(step).isGreaterThan(20);
  }

  private TestGroups filled(String name) throws IOException {
    TestGroups archive = new TestGroups(Files.createDirectory(folder.resolve(name)), "hooked");
    for (int from = 0; from < 120; from += 40) {
      archive.write(TestGroups.records(from, from + 40), 1);
    }
    return archive;
  }

  /**
   * @return whether the run came as far as that
   */
  private static boolean killAt(TestGroups archive, int step, Duration keep) throws IOException {
    AtomicInteger left = new AtomicInteger(step);
    HookedFiles.hook(
        (operation, path) -> {
          if (!operation.endsWith("open") && left.getAndDecrement() <= 0) {
            throw new Killed(); // also in what cleans up: a dead process cleans nothing up
          }
        });
    try {
      archive.compact("compact-1", BLOCK, keep);
      return false;
    } catch (Killed e) {
      return true;
    } finally {
      HookedFiles.unhook();
    }
  }

  /** A whole other run between two steps of one. */
  private static boolean runAnotherAt(TestGroups archive, int step) throws IOException {
    AtomicInteger left = new AtomicInteger(step);
    HookedFiles.hook(
        (operation, path) -> {
          if (left.getAndDecrement() == 0) {
            HookedFiles.unhook();
            archive.compact("compact-2", BLOCK, Duration.ofDays(1));
          }
        });
    try {
      archive.compact("compact-1", BLOCK, Duration.ofDays(1));
      return left.get() < 0;
    } finally {
      HookedFiles.unhook();
    }
  }

  private static void assertOnce(TestGroups archive, int step) {
    assertThat(archive.rows())
        .as("after step %d", step)
        .containsExactlyInAnyOrderElementsOf(RECORDS);
    assertThat(archive.files()).as("after step %d", step).hasSize(2);
  }
}
