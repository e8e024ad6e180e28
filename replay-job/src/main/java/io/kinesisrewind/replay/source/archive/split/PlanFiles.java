package io.kinesisrewind.replay.source.archive.split;

import io.kinesisrewind.replay.ReplayFailedException;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.util.UUID;
import org.apache.flink.core.fs.FSDataOutputStream;
import org.apache.flink.core.fs.FileSystem;
import org.apache.flink.core.fs.FileSystem.WriteMode;
import org.apache.flink.core.fs.Path;
import org.apache.flink.core.memory.DataInputDeserializer;
import org.apache.flink.core.memory.DataOutputSerializer;

/** Where the parts of a plan are kept that are too much for the job to carry. */
public final class PlanFiles {

  /** Keeps nothing: who only wants to know what there is to read reads none of it. */
  public static final PlanFiles NONE = new PlanFiles(null);

  private static final int VERSION = 1;
  private static final int INITIAL_BYTES = 1 << 16;

  private final Path folder;

  private PlanFiles(Path folder) {
    this.folder = folder;
  }

  /** Of one replay; made when it is needed. */
  public static PlanFiles in(Path folder) {
    return new PlanFiles(folder);
  }

  /**
   * @param lane for the name
   * @return its path
   */
  String write(String lane, LaneSegment segment) throws IOException {
    if (folder == null) {
      return "none";
    }
    DataOutputSerializer out = new DataOutputSerializer(INITIAL_BYTES);
    out.writeInt(VERSION);
    PlanFields.writeSegment(segment, out);
    // A name of its own: a replay may be planned again under its id while the first one runs.
    Path path = new Path(folder, lane.replace(' ', '-') + "-" + UUID.randomUUID());
    FileSystem files = path.getFileSystem();
    files.mkdirs(folder);
    try (FSDataOutputStream stream = files.create(path, WriteMode.NO_OVERWRITE)) {
      stream.write(out.getSharedBuffer(), 0, out.length());
    }
    return path.toString();
  }

  /**
   * @throws ReplayFailedException where it is gone
   */
  public static LaneSegment read(LaneRest rest) throws IOException {
    Path path = new Path(rest.path());
    try (InputStream stream = path.getFileSystem().open(path)) {
      DataInputDeserializer in = new DataInputDeserializer(stream.readAllBytes());
      int version = in.readInt();
      if (version != VERSION) {
        throw new ReplayFailedException(
            path + " is a plan of version " + version + "; this job reads " + VERSION);
      }
      return PlanFields.readSegment(in);
    } catch (FileNotFoundException e) {
      throw new ReplayFailedException(
          path + ", a part of the replay's plan, is gone; start the replay again", e);
    }
  }
}
