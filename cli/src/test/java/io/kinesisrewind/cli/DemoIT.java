package io.kinesisrewind.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DemoIT {

  private static final int MOST_LINES = 40;

  @Test
  void tellsTheWholeStoryAndProvesIt(@TempDir Path directory) throws Exception {
    // Credentials of the user's own must not get in the way.
    Map<String, String> environment =
        Map.of("AWS_ACCESS_KEY_ID", "somebody", "AWS_SECRET_ACCESS_KEY", "else");

    Set<ProcessHandle> before = Script.running();
    Run run = new Script(directory, environment).run("demo");

    assertThat(run.err()).isEmpty();
    assertThat(run.exitCode()).isZero();
    assertThat(run.out().lines()).hasSizeLessThanOrEqualTo(MOST_LINES);
    assertThat(run.out())
        .contains("Flink's web page  http://127.0.0.1:")
        .contains("3,000 records in ")
        .contains("read 159 = selected 159 + filtered 0 + duplicates 0")
        .contains("equal  stream flights: the 3,000 records put")
        .contains("equal  stream flights-replayed: the 159 flights from ORD")
        .contains("equal  table flights-archive-latest")
        .doesNotContain("DIFFERENT");
    await()
        .atMost(Duration.ofMinutes(2))
        .untilAsserted(() -> assertThat(Script.running()).isSubsetOf(before));
  }
}
