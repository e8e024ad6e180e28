package io.kinesisrewind.sandbox.process;

import io.kinesisrewind.sandbox.SandboxException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/**
 * The sandbox module's directory, where the build puts what the sandbox runs. Named by the system
 * property {@value #PROPERTY}, else the {@code sandbox} directory nearest above the working
 * directory.
 */
public final class SandboxHome {
  public static final String PROPERTY = "rewind.sandbox.home";

  private static final String MARK = "kinesis/package-lock.json";

  private final Path directory;

  private SandboxHome(Path directory) {
    this.directory = directory;
  }

  public static SandboxHome find() {
    return find(System.getProperty(PROPERTY), Path.of("").toAbsolutePath());
  }

  static SandboxHome find(String configured, Path workingDirectory) {
    if (configured != null) {
      Path directory = Path.of(configured).toAbsolutePath();
      if (!isHome(directory)) {
        throw new SandboxException(
            "The system property "
                + PROPERTY
                + " says "
                + directory
                + ", which is not the sandbox directory of Kinesis Rewind (it has no "
                + MARK
                + ")");
      }
      return new SandboxHome(directory);
    }
    for (Path above = workingDirectory; above != null; above = above.getParent()) {
      if (isHome(above.resolve("sandbox"))) {
        return new SandboxHome(above.resolve("sandbox"));
      }
    }
    throw new SandboxException(
        "No sandbox directory in or above "
            + workingDirectory
            + ": run inside the Kinesis Rewind project, or set the system property "
            + PROPERTY
            + " to its sandbox directory");
  }

  private static boolean isHome(Path directory) {
    return Files.isRegularFile(directory.resolve(MARK));
  }

  /** The folder that holds package.json and the preload. */
  public Path kinesis() {
    return directory.resolve("kinesis");
  }

  /** The class path of one of the servers: its own classes and its dependencies. */
  public List<String> serverClassPath(String part) {
    List<String> classPath = new ArrayList<>();
    classPath.add(built(part, "classes").toString());
    classPath.addAll(libraries(part));
    return classPath;
  }

  /** The jars that a part of the sandbox runs from, as its build lists them. */
  public List<String> libraries(String part) {
    Path list = built(part, "class-path");
    try {
      return Pattern.compile(":")
          .splitAsStream(Files.readString(list).strip())
          .map(jar -> list.resolveSibling(jar).toString())
          .toList();
    } catch (IOException e) {
      throw new SandboxException("The sandbox cannot read " + list, e);
    }
  }

  /** A file or directory that the build of a part of the sandbox makes. */
  public Path built(String part, String name) {
    Path path = directory.resolve(part).resolve("target").resolve(name);
    if (!Files.exists(path)) {
      throw new SandboxException(
          "The sandbox is not built: "
              + path
              + " is missing. Build it with: mvn -f "
              + directory.resolve("pom.xml")
              + " package -DskipTests");
    }
    return path;
  }
}
