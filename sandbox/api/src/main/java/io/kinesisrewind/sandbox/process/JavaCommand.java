package io.kinesisrewind.sandbox.process;

import io.kinesisrewind.sandbox.SandboxException;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;

/** The command line of a Java child, run by this JVM's own java and guarded. */
public final class JavaCommand {
  private final Path guardDirectory;

  private JavaCommand(Path guardDirectory) {
    this.guardDirectory = guardDirectory;
  }

  /**
   * Puts the guard's class file alone into the directory, to be the only thing of this artifact on
   * a child's class path: neither the rest of it nor its dependencies belong there.
   */
  public static JavaCommand withGuardIn(Path directory) {
    String resource = "/" + GuardedMain.class.getName().replace('.', '/') + ".class";
    Path file = directory.resolve(resource.substring(1));
    try (InputStream bytes = GuardedMain.class.getResourceAsStream(resource)) {
      Files.createDirectories(file.getParent());
      Files.copy(bytes, file, StandardCopyOption.REPLACE_EXISTING);
    } catch (IOException e) {
      throw new SandboxException("The sandbox cannot write " + file, e);
    }
    return new JavaCommand(directory);
  }

  /** The words of the command. */
  public List<String> of(
      List<String> jvmOptions, List<String> classPath, String mainClass, List<String> arguments) {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(jvmOptions);
    command.add("-classpath");
    command.add(guardDirectory + File.pathSeparator + String.join(File.pathSeparator, classPath));
    command.add(GuardedMain.class.getName());
    command.add(mainClass);
    command.addAll(arguments);
    return command;
  }
}
