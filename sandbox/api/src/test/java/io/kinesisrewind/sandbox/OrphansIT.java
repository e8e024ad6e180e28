package io.kinesisrewind.sandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.kinesisrewind.sandbox.flink.FlinkCluster;
import io.kinesisrewind.sandbox.flink.FlinkClusterOptions;
import io.kinesisrewind.sandbox.process.SandboxHome;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The processes of a sandbox and a cluster do not outlive the JVM that started them. */
class OrphansIT {
  private static final Duration PATIENCE = Duration.ofMinutes(2);
  private static final String READY = "ready";

  @TempDir private Path folder;

  @Test
  void allChildrenEndWhenTheirParentIsKilled() throws IOException {
    Path output = folder.resolve("output");
    Process parent = startParent(output);
    try {
      await()
          .atMost(PATIENCE)
          .until(() -> !parent.isAlive() || Files.readString(output).contains(READY));
      List<ProcessHandle> children = parent.descendants().toList();
      assertThat(children).as(Files.readString(output)).hasSize(Service.values().length + 2);

      parent.destroyForcibly();

      await().atMost(PATIENCE).until(() -> children.stream().noneMatch(ProcessHandle::isAlive));
    } finally {
      parent.destroyForcibly();
    }
  }

  private Process startParent(Path output) throws IOException {
    return new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-D" + SandboxHome.PROPERTY + "=" + System.getProperty(SandboxHome.PROPERTY),
            "-Djava.io.tmpdir=" + folder,
            "-classpath",
            System.getProperty("java.class.path"),
            Parent.class.getName())
        .redirectErrorStream(true)
        .redirectOutput(output.toFile())
        .start();
  }

  /** The main class of the JVM that is killed. */
  static final class Parent {
    private Parent() {}

    public static void main(String[] args) throws InterruptedException {
      try (Sandbox sandbox = Sandbox.start();
          FlinkCluster cluster =
              FlinkCluster.start(FlinkClusterOptions.defaults().withSandbox(sandbox))) {
        System.out.println(READY + " " + cluster.restUri());
        new CountDownLatch(1).await();
      }
    }
  }
}
