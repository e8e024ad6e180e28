package io.kinesisrewind.replay.testing;

import java.io.IOException;
import java.net.URI;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.flink.core.fs.FSDataInputStream;
import org.apache.flink.core.fs.FSDataInputStreamWrapper;
import org.apache.flink.core.fs.FileSystem;
import org.apache.flink.core.fs.FileSystemFactory;
import org.apache.flink.core.fs.Path;
import org.apache.flink.core.fs.local.LocalFileSystem;

/** The local file system under the scheme {@code counted}, which counts the bytes read. */
public final class CountedFiles extends LocalFileSystem {

  private static final URI ROOT = URI.create("counted:///");
  private static final AtomicLong BYTES = new AtomicLong();

  /** Bytes read since this was called last. */
  public static long takeBytes() {
    return BYTES.getAndSet(0);
  }

  @Override
  public URI getUri() {
    return ROOT;
  }

  @Override
  public FSDataInputStream open(Path path) throws IOException {
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

  @Override
  public FSDataInputStream open(Path path, int bufferSize) throws IOException {
    return open(path);
  }

  /** Found by Flink's service loader. */
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
