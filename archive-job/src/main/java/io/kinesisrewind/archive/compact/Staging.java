package io.kinesisrewind.archive.compact;

import io.kinesisrewind.archive.parquet.BlockOutput;
import io.kinesisrewind.archive.parquet.Compression;
import io.kinesisrewind.runtime.archive.ArchiveFiles;
import io.kinesisrewind.runtime.archive.BrokenFileException;
import io.kinesisrewind.schemas.ArchiveFileName;
import io.kinesisrewind.schemas.ArchiveHour;
import io.kinesisrewind.schemas.ArchivedRecord;
import io.kinesisrewind.schemas.BlockOrder;
import io.kinesisrewind.schemas.FileSummary;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.apache.flink.core.fs.FSDataOutputStream;
import org.apache.flink.core.fs.FileSystem;
import org.apache.flink.core.fs.FileSystem.WriteMode;
import org.apache.flink.core.fs.Path;

/**
 * New files where no reader sees them, {@code <archive>/_compactions/<run>/<name>.staged}, until
 * they are read back and published. Closing it removes what has not been published.
 */
final class Staging implements AutoCloseable {

  /** Folder in the archive. */
  static final String FOLDER = "_compactions";

  private static final String SUFFIX = ".staged";

  private final FileSystem fileSystem;
  private final Path staging;
  private final Path target;
  private final ArchiveHour hour;
  private final Compression compression;
  private final List<Path> staged = new ArrayList<>();

  Staging(Path archive, String runId, ArchiveHour hour, Compression compression)
      throws IOException {
    this.fileSystem = archive.getFileSystem();
    this.staging = new Path(archive, FOLDER + "/" + runId);
    this.target = new Path(archive, hour.path());
    this.hour = hour;
    this.compression = compression;
  }

  /**
   * @param rows in {@link BlockOrder}
   */
  void write(List<ArchivedRecord> rows, FileSummary summary) throws IOException {
    String name = ArchiveFileName.of(summary.bucket(), RunId.fileName(Instant.now()));
    Path path = new Path(staging, name + SUFFIX);
    staged.add(path);
    try (FSDataOutputStream stream = fileSystem.create(path, WriteMode.NO_OVERWRITE)) {
      BlockOutput.write(stream, rows, summary, compression);
    }
  }

  /**
   * Reads everything back from where it is stored: the rows are those of the footer, belong here,
   * and are in order.
   *
   * @throws BrokenFileException where that is not so
   */
  RowDigest readBack(HourBucket which) throws IOException {
    RowDigest all = new RowDigest();
    for (Path path : staged) {
      long length = fileSystem.getFileStatus(path).getLen();
      FileSummary summary = ArchiveFiles.summary(path, length, hour.streamName(), which.bucket());
      all.add(FileScan.scan(path, length, summary, hour, new InOrder()));
    }
    return all;
  }

  /** Makes the files visible, one after the other. */
  void publish() throws IOException {
    for (Path path : List.copyOf(staged)) {
      String name = path.getName().substring(0, path.getName().length() - SUFFIX.length());
      Path published = new Path(target, name);
      if (!fileSystem.rename(path, published)) {
        throw new IOException("Cannot move " + path + " to " + published);
      }
      staged.remove(path);
    }
  }

  long bytes() throws IOException {
    long bytes = 0;
    for (Path path : staged) {
      bytes += fileSystem.getFileStatus(path).getLen();
    }
    return bytes;
  }

  /** Removes what has not been published. */
  void discard() throws IOException {
    for (Path path : List.copyOf(staged)) {
      fileSystem.delete(path, false);
      staged.remove(path);
    }
  }

  @Override
  public void close() throws IOException {
    discard();
  }

  private static final class InOrder implements Consumer<ArchivedRecord> {

    private ArchivedRecord previous;

    @Override
    public void accept(ArchivedRecord row) {
      if (previous != null && BlockOrder.compare(previous, row) > 0) {
        throw new BrokenFileException("its rows are not in order");
      }
      previous = row;
    }
  }
}
