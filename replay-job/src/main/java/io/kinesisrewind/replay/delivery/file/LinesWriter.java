package io.kinesisrewind.replay.delivery.file;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.apache.flink.api.connector.sink2.CommittingSinkWriter;
import org.apache.flink.core.fs.Path;
import org.apache.flink.core.fs.RecoverableFsDataOutputStream;
import org.apache.flink.core.fs.RecoverableWriter;
import org.apache.flink.core.fs.RecoverableWriter.CommitRecoverable;
import org.apache.flink.util.IOUtils;

/**
 * Writes a file for each shard and epoch, which is the time between two checkpoints, so that it has
 * no state.
 *
 * <p>Epochs are numbered on from the checkpoint that the job was restored from. At most one epoch
 * ends with each checkpoint, so an epoch's number is below that of the checkpoint it belongs to;
 * and what is written after a restore is numbered above all that was committed before, in whatever
 * subtask.
 */
final class LinesWriter<T> implements CommittingSinkWriter<T, CommitRecoverable> {

  /** A larger file ends before its epoch does. */
  private static final long FILE_BYTES = 256L << 20;

  private static final int BUFFER_BYTES = 1 << 16;

  private final LinesSink<T> sink;
  private final RecoverableWriter fileSystem;
  private final Map<String, LinesFile> open = new HashMap<>();
  private final List<CommitRecoverable> written = new ArrayList<>();
  private long epoch;
  private int files;

  LinesWriter(LinesSink<T> sink, RecoverableWriter fileSystem, long restoredCheckpoint) {
    this.sink = sink;
    this.fileSystem = fileSystem;
    this.epoch = restoredCheckpoint;
  }

  @Override
  public void write(T element, Context context) throws IOException {
    String folder = sink.folderOf().apply(element);
    LinesFile file = open.get(folder);
    if (file == null) {
      file = new LinesFile(sink.file(folder, nextName()), fileSystem);
      open.put(folder, file);
    }
    file.write(element, sink);
    if (file.bytes() >= FILE_BYTES) {
      open.remove(folder);
      written.add(file.finish());
    }
  }

  @Override
  public void flush(boolean endOfInput) throws IOException {
    for (LinesFile file : open.values()) {
      written.add(file.finish());
    }
    open.clear();
  }

  @Override
  public Collection<CommitRecoverable> prepareCommit() {
    List<CommitRecoverable> finished = List.copyOf(written);
    written.clear();
    files = 0;
    epoch++;
    return finished;
  }

  /** What was not handed on to a checkpoint never becomes visible. */
  @Override
  public void close() {
    open.values().forEach(LinesFile::abandon);
    open.clear();
  }

  private String nextName() {
    return String.format(Locale.ROOT, "%010d-%05d", epoch, files++);
  }

  /** A file that is being written. */
  private static final class LinesFile {

    private final Path path;
    private final RecoverableFsDataOutputStream stream;
    private final OutputStream buffered;

    LinesFile(Path path, RecoverableWriter fileSystem) throws IOException {
      this.path = path;
      try {
        this.stream = fileSystem.open(path);
      } catch (IOException e) {
        throw LinesFailure.writing(path, e);
      }
      this.buffered = new BufferedOutputStream(stream, BUFFER_BYTES);
    }

    <E> void write(E element, LinesSink<E> sink) throws IOException {
      try {
        sink.encoder().encode(element, buffered);
      } catch (IOException e) {
        throw LinesFailure.writing(path, e);
      }
    }

    /** As far as they are not buffered. */
    long bytes() throws IOException {
      return stream.getPos();
    }

    CommitRecoverable finish() throws IOException {
      try {
        buffered.flush();
        return stream.closeForCommit().getRecoverable();
      } catch (IOException e) {
        throw LinesFailure.writing(path, e);
      }
    }

    void abandon() {
      IOUtils.closeQuietly(stream);
    }
  }
}
