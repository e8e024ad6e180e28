package io.kinesisrewind.sandbox.flink;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.kinesisrewind.sandbox.process.WorkingDirectory;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FlinkConfigurationTest {
  @TempDir private Path folder;

  @Test
  void confinesEveryListenerToLoopback() throws IOException {
    assertThat(configuration(FlinkClusterOptions.defaults()))
        .contains(
            "jobmanager.bind-host: '127.0.0.1'",
            "rest.bind-address: '127.0.0.1'",
            "taskmanager.bind-host: '127.0.0.1'");
  }

  @Test
  void checkpointsGoToTheClustersOwnDirectoryUnlessTold() throws IOException {
    assertThat(configuration(FlinkClusterOptions.defaults()))
        .contains("execution.checkpointing.dir: '" + folder.toUri() + "checkpoints/'");
    assertThat(configuration(FlinkClusterOptions.defaults().withCheckpoints("s3://bucket/ckp")))
        .contains("execution.checkpointing.dir: 's3://bucket/ckp'");
  }

  @Test
  void theUsersEntriesWinAndMayHoldAnything() throws IOException {
    FlinkClusterOptions options =
        FlinkClusterOptions.defaults()
            .with("restart-strategy.type", "none")
            .with("some.key", "it's: # \"quoted\"");

    assertThat(configuration(options))
        .contains("restart-strategy.type: 'none'", "some.key: 'it''s: # \"quoted\"'")
        .doesNotContain("restart-strategy.type: 'fixed-delay'");
  }

  @Test
  void aClusterHasAtLeastOneOfEach() {
    assertThatThrownBy(() -> FlinkClusterOptions.defaults().withSlotsPerTaskManager(0))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("slotsPerTaskManager must be at least 1, not 0");
  }

  private List<String> configuration(FlinkClusterOptions options) throws IOException {
    try (WorkingDirectory directory = WorkingDirectory.open(Optional.of(folder))) {
      Path written = FlinkConfiguration.write(directory, options);
      return Files.readAllLines(written.resolve("config.yaml"));
    }
  }
}
