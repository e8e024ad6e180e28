package io.kinesisrewind.replay.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/** The completed checkpoints of the jobs that keep them below a local folder. */
public final class Checkpoints {

  private static final String PREFIX = "chk-";

  private final Path folder;

  public Checkpoints(Path folder) {
    this.folder = folder;
  }

  public Path folder() {
    return folder;
  }

  public boolean isAny() throws IOException {
    return newest() > 0;
  }

  /** Its number; 0 where there is none, or an older one is just being deleted. */
  public long newest() throws IOException {
    if (!Files.exists(folder)) {
      return 0;
    }
    try (Stream<Path> files = Files.walk(folder)) {
      return files
          .filter(file -> file.endsWith("_metadata"))
          .map(file -> file.getParent().getFileName().toString())
          .mapToLong(name -> Long.parseLong(name.substring(PREFIX.length())))
          .max()
          .orElse(0);
    } catch (UncheckedIOException e) {
      return 0;
    }
  }
}
