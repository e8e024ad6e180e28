package io.kinesisrewind.replay.testing;

import java.io.IOException;
import java.net.URI;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.flink.core.fs.FSDataInputStream;
import org.apache.flink.core.fs.FileSystem;
import org.apache.flink.core.fs.FileSystemFactory;
import org.apache.flink.core.fs.Path;
import org.apache.flink.core.fs.local.LocalFileSystem;

/** The local file system under the scheme {@code flaky}; opening a file can be made to fail. */
public final class FlakyFiles extends LocalFileSystem {

  private static final URI ROOT = URI.create("flaky:///");
  private static final AtomicReference<Opening> ON_OPEN = new AtomicReference<>(path -> {});

  /** What happens before a file is opened. */
  public interface Opening {
    void open(Path path) throws IOException;
  }

  public static void onOpen(Opening opening) {
    ON_OPEN.set(opening);
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
