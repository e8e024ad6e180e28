package io.kinesisrewind.replay.ledger;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.io.Serializable;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.UUID;
import org.apache.flink.core.fs.FSDataOutputStream;
import org.apache.flink.core.fs.FileSystem;
import org.apache.flink.core.fs.FileSystem.WriteMode;
import org.apache.flink.core.fs.Path;

/** A short text in a file. Written whole: a reader sees the old one or the new one. */
public final class TextObject implements Serializable {

  private static final int ATTEMPTS = 5;
  private static final long serialVersionUID = 1L;

  private final Path path;

  TextObject(Path path) {
    this.path = path;
  }

  public Path path() {
    return path;
  }

  public void write(String text) throws IOException {
    FileSystem files = path.getFileSystem();
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    if (files.isDistributedFS()) {
      write(files, path, bytes); // an object appears when its stream is closed
      return;
    }
    files.mkdirs(path.getParent());
    Path draft = new Path(path.getParent(), "." + path.getName() + "-" + UUID.randomUUID());
    write(files, draft, bytes);
    if (!files.rename(draft, path)) {
      throw new IOException("Cannot rename " + draft + " to " + path);
    }
  }

  /** Makes something of a text. */
  @FunctionalInterface
  public interface Parser<T> {
    T parse(String text) throws IOException;
  }

  /**
   * Empty where there is none. On S3, reading fails, or ends too early, where the object is
   * replaced between the asking for it and its bytes; so what cannot be read or parsed is read
   * again.
   *
   * @throws IOException the parser's, or the file system's, where that does not help
   */
  public <T> Optional<T> read(Parser<T> parser) throws IOException {
    for (int attempt = 1; ; attempt++) {
      try {
        Optional<String> text = readOnce();
        return text.isEmpty() ? Optional.empty() : Optional.of(parser.parse(text.get()));
      } catch (IOException e) {
        if (attempt == ATTEMPTS) {
          throw e;
        }
      }
    }
  }

  private Optional<String> readOnce() throws IOException {
    try (InputStream in = path.getFileSystem().open(path)) {
      return Optional.of(new String(in.readAllBytes(), StandardCharsets.UTF_8));
    } catch (FileNotFoundException e) {
      return Optional.empty();
    }
  }

  public boolean exists() throws IOException {
    return path.getFileSystem().exists(path);
  }

  /** Does nothing where there is none. */
  public void delete() throws IOException {
    if (exists()) {
      path.getFileSystem().delete(path, false);
    }
  }

  private static void write(FileSystem files, Path path, byte[] bytes) throws IOException {
    try (FSDataOutputStream out = files.create(path, WriteMode.OVERWRITE)) {
      out.write(bytes);
    }
  }
}
