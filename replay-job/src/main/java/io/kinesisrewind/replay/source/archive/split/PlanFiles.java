package io.kinesisrewind.replay.source.archive.split;

import io.kinesisrewind.replay.ReplayFailedException;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.zip.CRC32C;
import org.apache.flink.core.fs.FSDataOutputStream;
import org.apache.flink.core.fs.FileStatus;
import org.apache.flink.core.fs.FileSystem;
import org.apache.flink.core.fs.FileSystem.WriteMode;
import org.apache.flink.core.fs.Path;
import org.apache.flink.core.memory.DataInputDeserializer;
import org.apache.flink.core.memory.DataOutputSerializer;

/**
 * Where the parts of a plan are kept that are too much for the job to carry. A file says which one
 * it is, and ends with a checksum: a lane that went on by another plan would lose records.
 */
public final class PlanFiles {

  /** Keeps nothing: who only wants to know what there is to read reads none of it. */
  public static final PlanFiles NONE = new PlanFiles(null);

  private static final String NOT_KEPT = "(not kept)";
  private static final int VERSION = 1;
  private static final int INITIAL_BYTES = 1 << 16;

  private final Path folder;
  private final List<Path> written = new ArrayList<>();

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
      return NOT_KEPT;
    }
    // A name of its own: a replay may be planned again under its id while the first one runs.
    Path path = new Path(folder, lane.replace(' ', '-') + "-" + UUID.randomUUID());
    DataOutputSerializer out = serialize(path.getName(), segment);
    FileSystem files = path.getFileSystem();
    files.mkdirs(folder);
    written.add(path);
    try (FSDataOutputStream stream = files.create(path, WriteMode.NO_OVERWRITE)) {
      stream.write(out.getSharedBuffer(), 0, out.length());
    }
    return path.toString();
  }

  /**
   * Deletes what was written, as there will be no replay; not what an earlier plan of it wrote.
   *
   * @param failure why; is told of what could not be deleted
   */
  public void deleteAfter(Exception failure) {
    try {
      for (Path path : written) {
        path.getFileSystem().delete(path, false);
      }
      if (!written.isEmpty() && isEmpty(folder)) {
        folder.getFileSystem().delete(folder, false);
      }
    } catch (IOException e) {
      failure.addSuppressed(e);
    }
  }

  private static boolean isEmpty(Path folder) throws IOException {
    FileStatus[] left = folder.getFileSystem().listStatus(folder);
    return left != null && left.length == 0;
  }

  private static DataOutputSerializer serialize(String name, LaneSegment segment)
      throws IOException {
    DataOutputSerializer out = new DataOutputSerializer(INITIAL_BYTES);
    out.writeInt(VERSION);
    out.writeUTF(name);
    PlanFields.writeSegment(segment, out);
    out.writeInt(checksum(out.getSharedBuffer(), out.length()));
    return out;
  }

  /**
   * @throws ReplayFailedException where it is gone, or not what was written
   */
  public static LaneSegment read(LaneRest rest) throws IOException {
    Path path = new Path(rest.path());
    byte[] bytes = bytes(path);
    int length = bytes.length - Integer.BYTES;
    if (length < 0
        || checksum(bytes, length) != new DataInputDeserializer(bytes, length, 4).readInt()) {
      throw unusable(path, "is not as it was written", null);
    }
    DataInputDeserializer in = new DataInputDeserializer(bytes, 0, length);
    int version = in.readInt();
    if (version != VERSION) {
      throw unusable(path, "is of version " + version + " where this job reads " + VERSION, null);
    }
    if (!in.readUTF().equals(path.getName())) {
      throw unusable(path, "is one of another plan", null);
    }
    return PlanFields.readSegment(in);
  }

  private static byte[] bytes(Path path) throws IOException {
    try (InputStream stream = path.getFileSystem().open(path)) {
      return stream.readAllBytes();
    } catch (FileNotFoundException e) {
      throw unusable(path, "is gone", e);
    }
  }

  private static ReplayFailedException unusable(Path path, String what, Exception cause) {
    return new ReplayFailedException(
        path + ", a part of the replay's plan, " + what + "; start the replay again", cause);
  }

  private static int checksum(byte[] bytes, int length) {
    CRC32C checksum = new CRC32C();
    checksum.update(bytes, 0, length);
    return (int) checksum.getValue();
  }
}
