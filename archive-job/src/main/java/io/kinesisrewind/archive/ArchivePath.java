package io.kinesisrewind.archive;

import io.kinesisrewind.runtime.Problems;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.InvalidPathException;
import java.nio.file.Paths;
import org.apache.flink.core.fs.Path;

/** The archive's folder as users write it. */
public final class ArchivePath {

  private ArchivePath() {}

  public static void check(String text, Problems problems) {
    if (text == null || text.isBlank()) {
      problems.add("--archive: no folder is given; write for instance s3://bucket/archive");
      return;
    }
    try {
      Path path = parse(text);
      String scheme = path.toUri().getScheme();
      problems.require(
          "file".equals(scheme)
              || path.toUri().getHost() != null
              || path.toUri().getAuthority() != null,
          "--archive",
          text,
          "names no bucket; write for instance s3://bucket/archive");
    } catch (IllegalArgumentException e) {
      problems.add(
          "--archive",
          text,
          "is not a path; write for instance s3://bucket/archive or /data/archive");
    }
  }

  /**
   * A local path becomes absolute, as it would mean another folder in another process.
   *
   * @throws IllegalArgumentException where it is not a path
   */
  public static Path parse(String text) {
    String trimmed = text.trim();
    if (!trimmed.matches("[a-zA-Z][a-zA-Z0-9+.-]*:/.*")) {
      try {
        return new Path(Paths.get(trimmed).toAbsolutePath().normalize().toUri());
      } catch (InvalidPathException e) {
        throw new IllegalArgumentException(e);
      }
    }
    try {
      return new Path(new URI(trimmed));
    } catch (URISyntaxException e) {
      throw new IllegalArgumentException(e);
    }
  }
}
