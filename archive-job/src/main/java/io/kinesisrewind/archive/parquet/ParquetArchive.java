package io.kinesisrewind.archive.parquet;

import io.kinesisrewind.schemas.ArchivedRecord;
import java.io.IOException;
import org.apache.flink.api.connector.sink2.Committer;
import org.apache.flink.api.connector.sink2.CommitterInitContext;
import org.apache.flink.api.connector.sink2.Sink;
import org.apache.flink.api.connector.sink2.SinkWriter;
import org.apache.flink.api.connector.sink2.SupportsCommitter;
import org.apache.flink.api.connector.sink2.WriterInitContext;
import org.apache.flink.core.fs.Path;
import org.apache.flink.core.fs.RecoverableWriter;
import org.apache.flink.core.io.SimpleVersionedSerializer;

/**
 * The archive, as a sink: every record once, in Parquet files laid out as {@link
 * io.kinesisrewind.schemas.ArchiveHour} and {@link io.kinesisrewind.schemas.ArchiveFileName} say.
 *
 * <pre>
 * records -> BlockWriter -- blocks by (stream, hour, key bucket), in memory
 *                |             full, over budget, or checkpoint: sort, write
 *                v
 *           PendingFile --- on the file system, but not visible; part of the checkpoint
 *                |             checkpoint complete
 *                v
 *          FileCommitter -> visible file
 * </pre>
 *
 * Not Flink's FileSink: its file names cannot carry the key bucket, and its writers know nothing of
 * each other's memory. As every block is written at each checkpoint, the writer has no state.
 */
public final class ParquetArchive implements Sink<ArchivedRecord>, SupportsCommitter<PendingFile> {

  private static final long serialVersionUID = 1L;

  private final Path root;
  private final int keyBuckets;
  private final BufferLimits limits;
  private final Compression compression;

  private ParquetArchive(Path root, int keyBuckets, BufferLimits limits, Compression compression) {
    this.root = root;
    this.keyBuckets = keyBuckets;
    this.limits = limits;
    this.compression = compression;
  }

  /**
   * @param root the archive, on any file system of Flink's that has a recoverable writer
   * @param keyBuckets a power of two, see {@link io.kinesisrewind.schemas.KeyBucket}
   */
  public static ParquetArchive sink(
      Path root, int keyBuckets, BufferLimits limits, Compression compression) {
    return new ParquetArchive(root, keyBuckets, limits, compression);
  }

  @Override
  public BlockWriter createWriter(WriterInitContext context) throws IOException {
    return createWriter();
  }

  /** What versions of Flink before 1.20 call. */
  @Override
  @Deprecated
  public SinkWriter<ArchivedRecord> createWriter(InitContext context) throws IOException {
    return createWriter();
  }

  BlockWriter createWriter() throws IOException {
    return new BlockWriter(new BlockFiles(root, fileSystem(), compression), keyBuckets, limits);
  }

  @Override
  public Committer<PendingFile> createCommitter(CommitterInitContext context) throws IOException {
    return new FileCommitter(root, fileSystem(), new MergedAway(root), context.metricGroup());
  }

  @Override
  public SimpleVersionedSerializer<PendingFile> getCommittableSerializer() {
    return new PendingFileSerializer(() -> fileSystem().getCommitRecoverableSerializer());
  }

  private RecoverableWriter fileSystem() throws IOException {
    return root.getFileSystem().createRecoverableWriter();
  }
}
