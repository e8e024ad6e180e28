package io.kinesisrewind.sandbox.flink;

import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.stream.Stream;

/** A jar of one package of the tests. */
final class JobJar {
  private JobJar() {}

  static Path of(Class<?> mainClass, Path jar) throws IOException, URISyntaxException {
    Path classes = Path.of(mainClass.getProtectionDomain().getCodeSource().getLocation().toURI());
    Path folder = classes.resolve(mainClass.getPackageName().replace('.', '/'));
    try (JarOutputStream out = new JarOutputStream(Files.newOutputStream(jar));
        Stream<Path> files = Files.list(folder)) {
      for (Path file : files.sorted().toList()) {
        out.putNextEntry(new JarEntry(classes.relativize(file).toString()));
        Files.copy(file, out);
        out.closeEntry();
      }
    }
    return jar;
  }
}
