package io.kinesisrewind.replay.testing;

import java.io.IOException;
import java.net.URI;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.flink.core.fs.FSDataInputStream;
import org.apache.flink.core.fs.FileSystem;
import org.apache.flink.core.fs.FileSystemFactory;
import org.apache.flink.core.fs.Path;
import org.apache.flink.core.fs.RecoverableFsDataOutputStream;
import org.apache.flink.core.fs.local.LocalFileSystem;
import org.apache.flink.core.fs.local.LocalRecoverableWriter;

/**
 * The local file system under the scheme {@code flaky}; opening a file can be made to fail, for
 * reading and for writing.
 */
public final class FlakyFiles extends LocalFileSystem {

  private static final URI ROOT = URI.create("flaky:///");
  private static final AtomicReference<Opening> ON_OPEN = new AtomicReference<>(path -> {});
  private static final AtomicReference<Opening> ON_WRITE = new AtomicReference<>(path -> {});

  /** What happens before a file is opened. */
  public interface Opening {
    void open(Path path) throws IOException;
  }

  public static void onOpen(Opening opening) {
    ON_OPEN.set(opening);
  }

  /** Before a file is begun through the recoverable writer. */
  public static void onWrite(Opening opening) {
    ON_WRITE.set(opening);
  }

  @Override
  public LocalRecoverableWriter createRecoverableWriter() {
    return new FlakyWriter(this);
  }

  @Override
  public URI getUri() {
    return ROOT;
  }

  @Override
  public FSDataInputStream open(Path path) throws IOException {
    ON_OPEN.get().open(path);
    return super.open(path);
  }

  @Override
  public FSDataInputStream open(Path path, int bufferSize) throws IOException {
    return open(path);
  }

  private static final class FlakyWriter extends LocalRecoverableWriter {

    FlakyWriter(LocalFileSystem files) {
      super(files);
    }

    @Override
    public RecoverableFsDataOutputStream open(Path path) throws IOException {
      ON_WRITE.get().open(path);
      return super.open(path);
    }
  }

  /** Found by Flink's service loader. */
  public static final class Factory implements FileSystemFactory {

    @Override
    public String getScheme() {
      return ROOT.getScheme();
    }

    @Override
    public FileSystem create(URI uri) {
      return new FlakyFiles();
    }
  }
}
