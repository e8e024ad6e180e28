package io.kinesisrewind.replay.delivery;

import java.net.URI;
import java.nio.file.Paths;
import org.apache.flink.core.fs.Path;

/** Places as users write them. */
public final class Locations {

  private Locations() {}

  /**
   * A path with a scheme: what has none is on this machine, from the current directory on, which
   * the task managers' may not be.
   *
   * @throws IllegalArgumentException where it is neither
   */
  public static Path parse(String text) {
    if (text.isBlank()) {
      throw new IllegalArgumentException("an empty path");
    }
    if (text.matches("[a-zA-Z][a-zA-Z0-9+.-]*://?.*") || text.startsWith("file:")) {
      return new Path(URI.create(text));
    }
    return new Path(Paths.get(text).toAbsolutePath().normalize().toUri());
  }

  public static boolean isPath(String text) {
    try {
      parse(text);
      return true;
    } catch (IllegalArgumentException e) {
      return false;
    }
  }
}
