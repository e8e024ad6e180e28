package io.kinesisrewind.replay.ledger;

import com.fasterxml.jackson.core.JsonProcessingException;
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

/**
 * The status object of a replay, {@code <archive>/_replays/<replay id>.json} or wherever {@code
 * --replays} says. Written whole: a reader sees the old one or the new one.
 */
public final class StatusFile implements Serializable {

  /** Folder in the archive; its name hides it from whatever reads the archive as a table. */
  public static final String FOLDER = "_replays";

  private static final long serialVersionUID = 1L;

  private final Path path;

  private StatusFile(Path path) {
    this.path = path;
  }

  public static StatusFile of(Path archive, String replayId) {
    return in(folderIn(archive), replayId);
  }

  /** In the folder of all replays' accounts. */
  public static StatusFile in(Path replays, String replayId) {
    return new StatusFile(new Path(replays, replayId + ".json"));
  }

  /** Where an archive has its replays' accounts. */
  public static Path folderIn(Path archive) {
    return new Path(archive, FOLDER);
  }

  public Path path() {
    return path;
  }

  public void write(ReplayStatus status) throws IOException {
    FileSystem files = path.getFileSystem();
    byte[] json = status.toJson().getBytes(StandardCharsets.UTF_8);
    if (files.isDistributedFS()) {
      write(files, path, json); // an object appears when its stream is closed
      return;
    }
    files.mkdirs(path.getParent());
    Path draft = new Path(path.getParent(), "." + path.getName() + "-" + UUID.randomUUID());
    write(files, draft, json);
    if (!files.rename(draft, path)) {
      throw new IOException("Cannot rename " + draft + " to " + path);
    }
  }

  /** Empty where there is none. */
  public Optional<ReplayStatus> read() throws IOException {
    FileSystem files = path.getFileSystem();
    try (InputStream in = files.open(path)) {
      return Optional.of(
          ReplayStatus.fromJson(new String(in.readAllBytes(), StandardCharsets.UTF_8)));
    } catch (FileNotFoundException e) {
      return Optional.empty();
    } catch (JsonProcessingException e) {
      throw new IOException(path + " is not the status of a replay: " + e.getMessage(), e);
    }
  }

  private static void write(FileSystem files, Path path, byte[] bytes) throws IOException {
    try (FSDataOutputStream out = files.create(path, WriteMode.OVERWRITE)) {
      out.write(bytes);
    }
  }
}
