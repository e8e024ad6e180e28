package io.kinesisrewind.replay.testing;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;

/** The shaded jar, as it is submitted to clusters. */
public final class JobJar {

  private JobJar() {}

  public static Path path() throws IOException {
    Path folder = Path.of(System.getProperty("basedir"), "target");
    try (DirectoryStream<Path> jars = Files.newDirectoryStream(folder, "replay-job-*-job.jar")) {
      return jars.iterator().next();
    }
  }
}
