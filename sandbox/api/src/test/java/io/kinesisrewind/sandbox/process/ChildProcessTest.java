package io.kinesisrewind.sandbox.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.kinesisrewind.sandbox.SandboxException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ChildProcessTest {
  private static final Duration PATIENCE = Duration.ofMinutes(1);
  private static final Pattern READY = Pattern.compile("ready at (\\d+)");

  @TempDir private Path folder;

  @Test
  void isReadyWhenItSaysSo() {
    try (ChildProcess child = start("echo starting; echo ready at 42; cat")) {
      assertThat(child.awaitAnnouncement(READY, PATIENCE)).isEqualTo("42");
      child.requireAlive();
    }
  }

  @Test
  void endsWithItsInput() {
    ChildProcess child = start("echo ready at 1; cat");
    child.awaitAnnouncement(READY, PATIENCE);

    child.close();

    assertThat(child.isAlive()).isFalse();
    assertThatThrownBy(child::requireAlive).hasMessageContaining("ended with exit code 0");
  }

  @Test
  void itsDeathBeforeItIsReadyShowsTheEndOfItsLog() {
    try (ChildProcess child = start("echo this went wrong; exit 7")) {
      assertThatThrownBy(() -> child.awaitAnnouncement(READY, PATIENCE))
          .isInstanceOf(SandboxException.class)
          .hasMessageStartingWith("The child ended with exit code 7 before it was ready.")
          .hasMessageEndingWith("this went wrong");
    }
  }

  @Test
  void seesNothingOfTheUsersAwsAccount() {
    ChildCommand command =
        new ChildCommand(
            "The child",
            List.of("/bin/sh", "-c", "echo ready at $(env | grep -c ^AWS_)"),
            Map.of("AWS_REGION", "us-east-1"),
            folder,
            folder.resolve("child.log"));

    try (ChildProcess child = ChildProcess.start(command)) {
      assertThat(child.awaitAnnouncement(READY, PATIENCE)).isEqualTo("1");
    }
  }

  private ChildProcess start(String script) {
    return ChildProcess.start(
        new ChildCommand(
            "The child",
            List.of("/bin/sh", "-c", script),
            Map.of(),
            folder,
            folder.resolve("child.log")));
  }
}
