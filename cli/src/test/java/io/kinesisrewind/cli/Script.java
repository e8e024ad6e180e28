package io.kinesisrewind.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

/** {@code ./rewind} as a user runs it: the script, in a process and a directory of its own. */
final class Script {

  private static final Path ROOT = Path.of(System.getProperty("rewind.root"));
  private static final long PATIENCE_MINUTES = 5;

  private final Path directory;
  private final Map<String, String> environment;

  /**
   * @param environment in addition to this process's
   */
  Script(Path directory, Map<String, String> environment) {
    this.directory = directory;
    this.environment = environment;
  }

  /** Runs a command to its end. */
  Run run(String... args) throws IOException, InterruptedException {
    Path out = Files.createTempFile(directory, "out", ".txt");
    Path err = Files.createTempFile(directory, "err", ".txt");
    Process process = start(out, err, args);
    if (!process.waitFor(PATIENCE_MINUTES, TimeUnit.MINUTES)) {
      process.destroyForcibly();
      throw new AssertionError("No end of: rewind " + List.of(args) + "\n" + Files.readString(out));
    }
    return new Run(process.exitValue(), Files.readString(out), Files.readString(err));
  }

  /**
   * Of this checkout's programs, whoever has started them: children outlive their parent's tree.
   */
  static Set<ProcessHandle> running() {
    return ProcessHandle.allProcesses()
        .filter(process -> process.info().commandLine().orElse("").contains(ROOT.toString()))
        .collect(Collectors.toSet());
  }

  Process start(Path out, Path err, String... args) throws IOException {
    ProcessBuilder builder = new ProcessBuilder(ROOT.resolve("rewind").toString());
    builder.command().addAll(List.of(args));
    builder.directory(directory.toFile());
    builder.environment().putAll(environment);
    builder.redirectOutput(out.toFile()).redirectError(err.toFile());
    return builder.start();
  }
}
