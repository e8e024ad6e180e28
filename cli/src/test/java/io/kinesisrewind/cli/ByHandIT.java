package io.kinesisrewind.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The README's session in two terminals, in processes as a user starts them. */
class ByHandIT {

  private static final Duration PATIENCE = Duration.ofMinutes(3);

  @TempDir private Path directory;
  private Process up;
  private Script script;

  @BeforeEach
  void firstTerminal() throws Exception {
    Path out = directory.resolve("up.txt");
    up =
        new Script(directory, Map.of())
            .start(
                out,
                directory.resolve("up-errors.txt"),
                "up",
                "--env-file=rewind.env",
                "--stream=flights",
                "--stream=copy:1",
                "--bucket=archive");
    await().atMost(PATIENCE).until(() -> Files.readString(out).contains("Ready."));
    script = new Script(directory, sourced(directory.resolve("rewind.env")));
  }

  @AfterEach
  void ctrlC() throws Exception {
    List<ProcessHandle> services = up.descendants().toList();
    assertThat(services).isNotEmpty();
    up.destroy();
    assertThat(up.waitFor()).isNotZero();
    await()
        .atMost(PATIENCE)
        .untilAsserted(() -> assertThat(services).noneMatch(ProcessHandle::isAlive));
  }

  @Test
  void secondTerminal() throws Exception {
    Run produce = script.run("produce", "--stream=flights", "--count=600", "--aggregate");
    assertThat(produce).isEqualTo(new Run(0, "put 600 records, 52,960 bytes, into flights\n", ""));

    Run archive =
        script.run(
            "archive",
            "--stream=flights",
            "--archive=s3://archive/",
            "--create-tables",
            "--for=15s");
    assertThat(archive.err()).isEmpty();
    assertThat(archive.exitCode()).isZero();
    assertThat(archive.out())
        .contains("stopped; archived 600 records")
        .contains("--from-savepoint");

    String[] replay = {
      "replay", "--archive=s3://archive/", "--stream=flights", "--target=kinesis:copy", "--key=SEA"
    };
    Run plan = script.run(with(replay, "--dry-run"));
    assertThat(plan.exitCode()).isZero();
    assertThat(plan.out()).contains("to read   1 file, ");

    Run first = script.run(with(replay, "--replay-id=first"));
    assertThat(first.err()).isEmpty();
    assertThat(first.exitCode()).isZero();
    assertThat(first.out()).contains("replay first: completed").containsPattern("delivered [1-9]");

    Run nothing = script.run(with(replay, "--to=2020-01-01"));
    assertThat(nothing.exitCode()).isZero();
    assertThat(nothing.out()).contains("selected 0");
  }

  private static String[] with(String[] args, String more) {
    String[] all = java.util.Arrays.copyOf(args, args.length + 1);
    all[args.length] = more;
    return all;
  }

  /** What {@code source} does with the file. */
  private static Map<String, String> sourced(Path file) throws IOException {
    Map<String, String> environment = new HashMap<>();
    for (String line : Files.readAllLines(file)) {
      String variable = line.replaceFirst("^export ", "");
      environment.put(
          variable.substring(0, variable.indexOf('=')),
          variable.substring(variable.indexOf('=') + 1));
    }
    return environment;
  }
}
