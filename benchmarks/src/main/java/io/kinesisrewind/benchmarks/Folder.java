package io.kinesisrewind.benchmarks;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** A folder for the files of one round, gone with all that is in it when it is closed. */
public final class Folder implements AutoCloseable {

  private final Path path;

  private Folder(Path path) {
    this.path = path;
  }

  public static Folder temporary() throws IOException {
    return new Folder(Files.createTempDirectory("rewind-benchmark-"));
  }

  public Path path() {
    return path;
  }

  /** Its Parquet files that are visible. */
  public List<Path> files() throws IOException {
    try (Stream<Path> all = Files.walk(path)) {
      return all.filter(file -> file.getFileName().toString().endsWith(".parquet"))
          .filter(file -> !file.getFileName().toString().startsWith("."))
          .toList();
    }
  }

  /** Bytes of its Parquet files. */
  public long bytes() throws IOException {
    long bytes = 0;
    for (Path file : files()) {
      bytes += Files.size(file);
    }
    return bytes;
  }

  @Override
  public void close() {
    try (Stream<Path> all = Files.walk(path)) {
      for (Path file : all.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
