package io.kinesisrewind.replay.delivery.file;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.function.Function;
import org.apache.flink.api.common.serialization.Encoder;
import org.apache.flink.api.connector.sink2.Committer;
import org.apache.flink.api.connector.sink2.CommitterInitContext;
import org.apache.flink.api.connector.sink2.Sink;
import org.apache.flink.api.connector.sink2.SinkWriter;
import org.apache.flink.api.connector.sink2.SupportsCommitter;
import org.apache.flink.api.connector.sink2.WriterInitContext;
import org.apache.flink.core.fs.Path;
import org.apache.flink.core.fs.RecoverableWriter;
import org.apache.flink.core.fs.RecoverableWriter.CommitRecoverable;
import org.apache.flink.core.io.SimpleVersionedSerializer;
import org.apache.flink.util.function.SerializableFunction;

/**
 * Lines in files, a folder for each shard, exactly once: a file shows up, whole, with the
 * checkpoint that it belongs to.
 *
 * <pre>
 * &lt;folder&gt;/&lt;shard id&gt;/&lt;prefix&gt;-&lt;epoch&gt;-&lt;number&gt;.jsonl
 * </pre>
 *
 * The order of the names is that of the writing, also after failures: see {@link LinesWriter}. That
 * is why Flink's FileSink does not serve: the names of its files have a random part in the middle.
 * What belongs to one shard has to be given to one subtask.
 */
public final class LinesSink<T> implements Sink<T>, SupportsCommitter<CommitRecoverable> {

  /** Of the files' names. */
  public static final String SUFFIX = ".jsonl";

  private static final long serialVersionUID = 1L;

  private final Path folder;
  private final String prefix;
  private final Encoder<T> encoder;
  private final SerializableFunction<T, String> shardOf;

  /**
   * @param prefix of the files' names; the replay's id is a part of it
   * @param encoder writes an element as a line, its end included
   */
  public LinesSink(
      Path folder, String prefix, Encoder<T> encoder, SerializableFunction<T, String> shardOf) {
    this.folder = folder;
    this.prefix = prefix;
    this.encoder = encoder;
    this.shardOf = shardOf;
  }

  @Override
  public LinesWriter<T> createWriter(WriterInitContext context) throws IOException {
    return createWriter(context.getRestoredCheckpointId().orElse(0));
  }

  /** What versions of Flink before 1.20 call. */
  @Override
  @Deprecated
  public SinkWriter<T> createWriter(InitContext context) throws IOException {
    return createWriter(context.getRestoredCheckpointId().orElse(0));
  }

  LinesWriter<T> createWriter(long restoredCheckpoint) throws IOException {
    return new LinesWriter<>(this, fileSystem(), restoredCheckpoint);
  }

  @Override
  public Committer<CommitRecoverable> createCommitter(CommitterInitContext context)
      throws IOException {
    return new LinesCommitter(folder, fileSystem());
  }

  @Override
  public SimpleVersionedSerializer<CommitRecoverable> getCommittableSerializer() {
    try {
      return fileSystem().getCommitRecoverableSerializer();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  Path file(String shardFolder, String name) {
    return new Path(new Path(folder, shardFolder), prefix + "-" + name + SUFFIX);
  }

  Encoder<T> encoder() {
    return encoder;
  }

  Function<T, String> folderOf() {
    return element -> ShardFolder.name(shardOf.apply(element));
  }

  private RecoverableWriter fileSystem() throws IOException {
    return folder.getFileSystem().createRecoverableWriter();
  }
}
