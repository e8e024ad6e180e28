package io.kinesisrewind.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.kinesisrewind.sandbox.Sandbox;
import io.kinesisrewind.sandbox.SandboxExtension;
import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code ./rewind scan} on real tables. */
class ScanIT {

  @RegisterExtension static final SandboxExtension SANDBOX = new SandboxExtension();

  @TempDir private Path folder;
  private Sandbox sandbox;
  private String stream;
  private TestTable table;
  private TableRuns runs;

  @BeforeEach
  void createTable() {
    sandbox = SANDBOX.sandbox();
    stream = sandbox.uniqueName("orders");
    table = TestTable.latest(sandbox, stream);
    runs = new TableRuns(sandbox);
  }

  @AfterEach
  void dropTable() {
    table.close();
  }

  @ParameterizedTest
  @ValueSource(strings = {"1", "4", "32"})
  void printsEachKeyOnce(String segments) {
    // 3,000 items of 1 KB are three pages at least.
    table.put(
        IntStream.range(0, 3_000)
            .mapToObj(i -> TestTable.item("key-" + i, "7", 0, new byte[1_000]))
            .toList());
    table.put(TestTable.expiring(TestTable.item("old", "7", 0, new byte[1]), -3_600));

    Run run = runs.run("scan", stream, "--latest", "--segments=" + segments);

    assertThat(run.exitCode()).isEqualTo(Rewind.DONE);
    assertThat(keys(run))
        .containsExactlyInAnyOrderElementsOf(
            IntStream.range(0, 3_000).mapToObj(i -> "key-" + i).toList());
    assertThat(run.err()).contains("3,000 records from " + table.name());

    Run limited = runs.run("scan", stream, "--latest", "--limit=1500", "--segments=" + segments);
    assertThat(keys(limited)).hasSize(1_500).doesNotHaveDuplicates();
    Run one = runs.run("scan", stream, "--latest", "--limit=1", "--consistent");
    assertThat(keys(one)).hasSize(1);
  }

  @Test
  void aHistoryKeepsEachKeysOrder() {
    try (TestTable history = TestTable.history(sandbox, stream)) {
      history.put(
          IntStream.range(0, 1_200)
              .mapToObj(i -> TestTable.item("key-" + i % 3, "" + i, 0, new byte[1_000]))
              .toList());

      Run run = runs.run("scan", stream, "--history");

      for (int key = 0; key < 3; key++) {
        String name = "key-" + key;
        assertThat(
                TableRuns.lines(run).stream()
                    .filter(line -> line.get("partition_key").asText().equals(name))
                    .map(line -> line.get("sequence_number").asInt()))
            .isEqualTo(
                IntStream.range(0, 400).mapToObj(i -> 3 * i + name.charAt(4) - '0').toList());
      }
    }
  }

  @Test
  void anEmptyTableIsNoFailure() {
    assertThat(runs.run("scan", stream, "--latest"))
        .isEqualTo(new Run(Rewind.DONE, "", "0 records from " + table.name() + "\n"));
  }

  @Test
  void aTableThatIsNotThere() {
    Run run = runs.run("scan", "gone", "--latest");

    assertThat(run.exitCode()).isEqualTo(Rewind.USAGE);
    assertThat(run.err()).contains("gone-archive-latest does not exist").doesNotContain("\tat ");
  }

  @Test
  void endsQuietlyWhereNobodyReadsOn() throws Exception {
    table.put(
        IntStream.range(0, 300)
            .mapToObj(i -> TestTable.item("key-" + i, "7", 0, new byte[10_000]))
            .toList());
    Path err = folder.resolve("err");
    Process process = child(err, "-Xmx128m", "scan", stream, "--latest");

    try (BufferedReader out = reader(process)) {
      assertThat(out.readLine()).startsWith("{\"stream_name\"");
    }

    assertThat(process.waitFor()).isEqualTo(Rewind.DONE);
    // A test's class path has loggers that complain of each other.
    assertThat(err).content().doesNotContain("rewind:", "records from", "\tat ", "Exception");
  }

  @Test
  void aTableMuchLargerThanMemory() throws Exception {
    table.put(
        IntStream.range(0, 400)
            .mapToObj(i -> TestTable.item("key-" + i, "7", 0, new byte[350_000]))
            .toList());
    Path err = folder.resolve("err");
    Process process = child(err, "-Xmx64m", "scan", stream, "--latest", "--segments=2");

    try (BufferedReader out = reader(process)) {
      assertThat(out.lines().mapToLong(String::length).filter(length -> length > 350_000).count())
          .isEqualTo(400);
    }

    assertThat(process.waitFor()).isEqualTo(Rewind.DONE);
    assertThat(err).content().endsWith("400 records from " + table.name() + "\n");
  }

  /** The command as a user runs it, in a process of its own. */
  private Process child(Path err, String heap, String... args) throws Exception {
    List<String> command =
        new java.util.ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                heap,
                "-Drewind.log=" + folder.resolve("log"),
                "-Dlog4j2.configurationFile=classpath:rewind-log4j2.properties",
                "-cp",
                System.getProperty("java.class.path"),
                Rewind.class.getName()));
    command.addAll(List.of(args));
    ProcessBuilder builder = new ProcessBuilder(command);
    builder.environment().putAll(sandbox.environment());
    builder.redirectError(err.toFile());
    Files.createDirectories(folder);
    return builder.start();
  }

  private static BufferedReader reader(Process process) {
    return new BufferedReader(
        new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
  }

  private static List<String> keys(Run run) {
    return TableRuns.lines(run).stream().map(line -> line.get("partition_key").asText()).toList();
  }
}
