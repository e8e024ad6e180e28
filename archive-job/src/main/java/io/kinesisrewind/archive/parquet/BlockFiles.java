package io.kinesisrewind.archive.parquet;

import io.kinesisrewind.schemas.ArchiveFileName;
import io.kinesisrewind.schemas.FileSummary;
import java.io.IOException;
import java.util.UUID;
import org.apache.flink.core.fs.Path;
import org.apache.flink.core.fs.RecoverableFsDataOutputStream;
import org.apache.flink.core.fs.RecoverableWriter;
import org.apache.flink.util.IOUtils;

/** Writes blocks as files that can be committed later, by whoever has the checkpoint. */
final class BlockFiles implements BlockStore {

  private final Path root;
  private final RecoverableWriter fileSystem;
  private final Compression compression;

  BlockFiles(Path root, RecoverableWriter fileSystem, Compression compression) {
    this.root = root;
    this.fileSystem = fileSystem;
    this.compression = compression;
  }

  /**
   * @throws IOException where the file system fails; it names the file
   */
  @Override
  public PendingFile write(Block block) throws IOException {
    String name = ArchiveFileName.of(block.bucket(), UUID.randomUUID().toString());
    Path path = new Path(root, block.hour().path() + "/" + name);
    RecoverableFsDataOutputStream stream = null;
    try {
      stream = fileSystem.open(path);
      return write(block, stream);
    } catch (IOException e) {
      IOUtils.closeQuietly(stream);
      throw FileFailure.writing(path, e);
    }
  }

  private PendingFile write(Block block, RecoverableFsDataOutputStream stream) throws IOException {
    FileSummary summary = block.summary();
    BlockOutput.write(stream, block.sorted(), summary, compression);
    long fileBytes = stream.getPos();
    return new PendingFile(
        block.hour().streamName(),
        stream.closeForCommit().getRecoverable(),
        summary.records(),
        summary.payloadBytes(),
        fileBytes);
  }
}
