package io.kinesisrewind.replay.ledger;

import com.fasterxml.jackson.core.JsonProcessingException;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.flink.core.fs.FileStatus;
import org.apache.flink.core.fs.Path;

/**
 * The status object of a replay, {@code <archive>/_replays/<replay id>.json} or wherever {@code
 * --replays} says, and where what belongs to it stands: beside it, under the same id.
 */
public final class StatusFile implements Serializable {

  /** Folder in the archive; its name hides it from whatever reads the archive as a table. */
  public static final String FOLDER = "_replays";

  /** What names a replay. It becomes a part of paths. */
  public static final String ID = "[a-zA-Z0-9_-]{1,64}";

  private static final Pattern NAME = Pattern.compile("(" + ID + ")\\.json");
  private static final long serialVersionUID = 1L;

  private final Path folder;
  private final String replayId;
  private final TextObject text;

  private StatusFile(Path folder, String replayId) {
    this.folder = folder;
    this.replayId = replayId;
    this.text = new TextObject(new Path(folder, replayId + ".json"));
  }

  public static StatusFile of(Path archive, String replayId) {
    return in(folderIn(archive), replayId);
  }

  /** In the folder of all replays' accounts. */
  public static StatusFile in(Path replays, String replayId) {
    return new StatusFile(replays, replayId);
  }

  /** Where an archive has its replays' accounts. */
  public static Path folderIn(Path archive) {
    return new Path(archive, FOLDER);
  }

  /** Those of all replays in a folder of accounts, by id. */
  public static List<StatusFile> all(Path replays) throws IOException {
    List<StatusFile> all = new ArrayList<>();
    for (FileStatus file : list(replays)) {
      Matcher name = NAME.matcher(file.getPath().getName());
      if (name.matches()) {
        all.add(new StatusFile(replays, name.group(1)));
      }
    }
    all.sort(Comparator.comparing(StatusFile::replayId));
    return all;
  }

  public String replayId() {
    return replayId;
  }

  public Path path() {
    return text.path();
  }

  /** Where the job manager says that the replay still runs. */
  public TextObject heartbeat() {
    return new TextObject(new Path(folder, replayId + ".alive"));
  }

  /** What is there asks the replay to end. */
  public TextObject cancelRequest() {
    return new TextObject(new Path(folder, replayId + ".cancel"));
  }

  /** Where its checkpoints go, unless Flink's configuration names a place. */
  public Path checkpoints() {
    return new Path(folder, replayId + ".checkpoints");
  }

  public void write(ReplayStatus status) throws IOException {
    text.write(status.toJson());
  }

  /** Empty where there is none. */
  public Optional<ReplayStatus> read() throws IOException {
    try {
      return text.read(ReplayStatus::fromJson);
    } catch (JsonProcessingException e) {
      throw new IOException(path() + " is not the status of a replay: " + e.getMessage(), e);
    }
  }

  private static FileStatus[] list(Path folder) throws IOException {
    try {
      FileStatus[] found = folder.getFileSystem().listStatus(folder);
      return found == null ? new FileStatus[0] : found;
    } catch (FileNotFoundException e) {
      return new FileStatus[0]; // nothing has been replayed yet
    }
  }
}
