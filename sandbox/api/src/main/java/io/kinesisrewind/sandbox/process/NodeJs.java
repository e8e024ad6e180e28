package io.kinesisrewind.sandbox.process;

import io.kinesisrewind.sandbox.SandboxException;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The node and npm found on the user's search path. */
public final class NodeJs {
  private static final int OLDEST = 18;
  private static final Pattern VERSION = Pattern.compile("v(\\d+)\\.");
  private static final String REMEDY =
      " Install Node.js "
          + OLDEST
          + " or later (it brings npm): the sandbox runs its Kinesis emulator on it.";

  private final String searchPath;

  private NodeJs(String searchPath) {
    this.searchPath = searchPath;
  }

  /** As the environment variable PATH says. */
  public static NodeJs onPath() {
    String path = System.getenv("PATH");
    return new NodeJs(path == null ? "" : path);
  }

  /** On another search path, for tests of its absence. */
  static NodeJs on(String searchPath) {
    return new NodeJs(searchPath);
  }

  public Path node() {
    return find("node");
  }

  void requireSupportedVersion() throws IOException {
    String version = run(node(), List.of("--version"), Path.of("")).strip();
    Matcher matcher = VERSION.matcher(version);
    if (!matcher.lookingAt() || Integer.parseInt(matcher.group(1)) < OLDEST) {
      throw new SandboxException("node on the PATH is version " + version + "." + REMEDY);
    }
  }

  /** Runs npm in a directory, to its end. */
  void npm(List<String> arguments, Path directory) throws IOException {
    run(find("npm"), arguments, directory);
  }

  private Path find(String program) {
    return Pattern.compile(File.pathSeparator, Pattern.LITERAL)
        .splitAsStream(searchPath)
        .filter(folder -> !folder.isEmpty())
        .map(folder -> Path.of(folder, program))
        .filter(Files::isExecutable)
        .findFirst()
        .orElseThrow(() -> new SandboxException(program + " is not on the PATH." + REMEDY));
  }

  private static String run(Path program, List<String> arguments, Path directory)
      throws IOException {
    List<String> words = new ArrayList<>(arguments);
    words.add(0, program.toString());
    Process process =
        new ProcessBuilder(words)
            .directory(directory.toAbsolutePath().toFile())
            .redirectErrorStream(true)
            .start();
    process.getOutputStream().close();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    int exitCode = process.onExit().join().exitValue();
    if (exitCode != 0) {
      throw new SandboxException(
          String.join(" ", words)
              + " failed with exit code "
              + exitCode
              + ":\n"
              + LastLines.of(output));
    }
    return output;
  }
}
