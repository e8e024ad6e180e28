package io.kinesisrewind.runtime;

import java.io.IOException;
import org.apache.flink.core.fs.FSDataInputStream;
import org.apache.flink.core.fs.FileStatus;
import org.apache.flink.core.fs.Path;
import org.apache.parquet.io.DelegatingSeekableInputStream;
import org.apache.parquet.io.InputFile;
import org.apache.parquet.io.SeekableInputStream;

/** A Parquet file on any of Flink's file systems, to be read. */
public final class FlinkInputFile implements InputFile {

  private final Path path;
  private final long length;

  private FlinkInputFile(Path path, long length) {
    this.path = path;
    this.length = length;
  }

  /** Spares the look-up of the length, which on S3 is a request. */
  public static FlinkInputFile of(FileStatus status) {
    return new FlinkInputFile(status.getPath(), status.getLen());
  }

  public static FlinkInputFile of(Path path, long length) {
    return new FlinkInputFile(path, length);
  }

  @Override
  public long getLength() {
    return length;
  }

  @Override
  public SeekableInputStream newStream() throws IOException {
    FSDataInputStream stream = path.getFileSystem().open(path);
    return new DelegatingSeekableInputStream(stream) {
      @Override
      public long getPos() throws IOException {
        return stream.getPos();
      }

      @Override
      public void seek(long position) throws IOException {
        stream.seek(position);
      }
    };
  }

  @Override
  public String toString() {
    return path.toString();
  }
}
