package io.kinesisrewind.replay.control;

import static org.assertj.core.api.Assertions.assertThat;

import io.kinesisrewind.replay.ReplayCancelledException;
import io.kinesisrewind.replay.ReplayFailedException;
import io.kinesisrewind.replay.ledger.ReplayState;
import io.kinesisrewind.replay.ledger.ReplayStatus;
import io.kinesisrewind.replay.ledger.StatusFile;
import io.kinesisrewind.replay.plan.PlanTotals;
import java.lang.reflect.Proxy;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.flink.runtime.operators.coordination.OperatorCoordinator.Context;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReplayWatchTest {

  private static final Duration PATIENCE = Duration.ofMinutes(2);

  @TempDir private Path archive;

  private final AtomicReference<Throwable> failure = new AtomicReference<>();
  private final ReplayStatus running =
      ReplayStatus.started("r", "orders", "file:x", Map.of(), new PlanTotals(1, 1, 10, true));
  private StatusFile file;
  private ReplayWatch watch;

  @BeforeEach
  void start() throws Exception {
    file = StatusFile.of(new org.apache.flink.core.fs.Path(archive.toUri()), "r");
    file.write(running);
    watch = new ReplayWatch(context(), file, "run");
  }

  @Test
  void givesSignsOfLifeAndALastWord() throws Exception {
    Files.createDirectories(archive.resolve("_replays/r.plan")); // who resumes it needs it
    watch.start();
    Awaitility.await().atMost(PATIENCE).until(() -> file.heartbeat().exists());
    assertThat(life().isOf("run")).isTrue();
    assertThat(life().isEnd()).isFalse();

    watch.close();

    assertThat(life().isEnd()).isTrue();
    assertThat(file.read().orElseThrow().state()).isEqualTo(ReplayState.FAILED);
    assertThat(archive.resolve("_replays/r.plan")).exists();
    assertThat(failure).hasNullValue();
  }

  @Test
  void endsTheJobOnRequest() throws Exception {
    file.cancelRequest().write("");
    watch.start();
    Awaitility.await().atMost(PATIENCE).until(() -> failure.get() != null);
    assertThat(failure.get()).isInstanceOf(ReplayCancelledException.class);

    watch.close();

    assertThat(file.read().orElseThrow().state()).isEqualTo(ReplayState.CANCELLED);
    assertThat(file.cancelRequest().exists()).isFalse();
  }

  @Test
  void givesWayToTheJobThatResumedTheReplay() throws Exception {
    SignOfLife.of("another run").write(file.heartbeat());
    watch.start();
    Awaitility.await().atMost(PATIENCE).until(() -> failure.get() != null);
    assertThat(failure.get())
        .isInstanceOf(ReplayFailedException.class)
        .hasMessageContaining("was resumed by another job");

    watch.close();

    assertThat(life().isOf("another run")).isTrue();
    assertThat(life().isEnd()).isFalse();
    assertThat(file.read().orElseThrow().state()).isEqualTo(ReplayState.RUNNING);
  }

  @Test
  void leavesWhatTheLedgerSaidAndTidiesUp() throws Exception {
    String completed = running.toJson().replace("\"running\"", "\"completed\"");
    file.write(ReplayStatus.fromJson(completed));
    Path checkpoints = archive.resolve("_replays/r.checkpoints/job/chk-1");
    Files.createDirectories(checkpoints);
    Files.createDirectories(archive.resolve("_replays/r.plan/segment"));
    watch.start();

    watch.close();

    assertThat(file.read().orElseThrow().state()).isEqualTo(ReplayState.COMPLETED);
    assertThat(archive.resolve("_replays/r.checkpoints")).doesNotExist();
    assertThat(archive.resolve("_replays/r.plan")).doesNotExist();
  }

  private SignOfLife life() throws Exception {
    return SignOfLife.read(file.heartbeat()).orElseThrow();
  }

  /** What the watch asks of Flink, and nothing else. */
  private Context context() {
    return (Context)
        Proxy.newProxyInstance(
            getClass().getClassLoader(),
            new Class<?>[] {Context.class},
            (proxy, method, arguments) -> {
              if (method.getName().equals("failJob")) {
                failure.set((Throwable) arguments[0]);
                return null;
              }
              if (method.getName().equals("getUserCodeClassloader")) {
                return getClass().getClassLoader();
              }
              throw new UnsupportedOperationException(method.toString());
            });
  }
}
