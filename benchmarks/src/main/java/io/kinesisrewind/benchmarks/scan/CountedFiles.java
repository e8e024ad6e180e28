package io.kinesisrewind.benchmarks.scan;

import java.io.IOException;
import java.net.URI;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.flink.core.fs.FSDataInputStream;
import org.apache.flink.core.fs.FSDataInputStreamWrapper;
import org.apache.flink.core.fs.FileStatus;
import org.apache.flink.core.fs.FileSystem;
import org.apache.flink.core.fs.FileSystemFactory;
import org.apache.flink.core.fs.Path;
import org.apache.flink.core.fs.local.LocalFileSystem;

/** The local file system under the scheme {@code counted}, which counts what is asked of it. */
public final class CountedFiles extends LocalFileSystem {

  private static final URI ROOT = URI.create("counted:///");
  private static final AtomicLong LISTINGS = new AtomicLong();
  private static final AtomicLong OPENED = new AtomicLong();
  private static final AtomicLong BYTES = new AtomicLong();

  /**
   * What has been asked for.
   *
   * @param listings of folders
   * @param opened files
   * @param bytes read from them
   */
  record Usage(long listings, long opened, long bytes) {}

  /** Since this was called last. */
  static Usage take() {
    return new Usage(LISTINGS.getAndSet(0), OPENED.getAndSet(0), BYTES.getAndSet(0));
  }

  static Path of(java.nio.file.Path path) {
    return new Path(ROOT.getScheme() + ":" + path.toAbsolutePath());
  }

  @Override
  public URI getUri() {
    return ROOT;
  }

  @Override
  public FileStatus[] listStatus(Path folder) throws IOException {
    LISTINGS.incrementAndGet();
    return super.listStatus(folder);
  }

  @Override
  public FSDataInputStream open(Path path, int bufferSize) throws IOException {
    return open(path);
  }

  @Override
  public FSDataInputStream open(Path path) throws IOException {
    OPENED.incrementAndGet();
    return new FSDataInputStreamWrapper(super.open(path)) {
      @Override
      public int read() throws IOException {
        BYTES.incrementAndGet();
        return super.read();
      }

      @Override
      public int read(byte[] buffer) throws IOException {
        return read(buffer, 0, buffer.length);
      }

      @Override
      public int read(byte[] buffer, int offset, int length) throws IOException {
        int count = super.read(buffer, offset, length);
        BYTES.addAndGet(Math.max(0, count));
        return count;
      }
    };
  }

  /** Found by Flink as a service. */
  public static final class Factory implements FileSystemFactory {

    @Override
    public String getScheme() {
      return ROOT.getScheme();
    }

    @Override
    public FileSystem create(URI uri) {
      return new CountedFiles();
    }
  }
}
