package io.kinesisrewind.archive.support;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/** The jar that this build made for a cluster. */
public final class JobJar {

  private JobJar() {}

  public static Path path() throws IOException {
    try (Stream<Path> files = Files.list(Path.of("target"))) {
      return files
          .filter(file -> file.getFileName().toString().endsWith("-job.jar"))
          .findFirst()
          .orElseThrow(() -> new IllegalStateException("No shaded jar; run 'mvn package' first"));
    }
  }
}
