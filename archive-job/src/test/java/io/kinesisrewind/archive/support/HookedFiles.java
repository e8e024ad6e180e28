package io.kinesisrewind.archive.support;

import java.io.IOException;
import java.net.URI;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.flink.core.fs.FSDataInputStream;
import org.apache.flink.core.fs.FSDataOutputStream;
import org.apache.flink.core.fs.FileSystem;
import org.apache.flink.core.fs.FileSystemFactory;
import org.apache.flink.core.fs.Path;
import org.apache.flink.core.fs.local.LocalFileSystem;

/**
 * The local file system under the scheme {@code hooked}: a test is called before and after each
 * operation, and may throw there as a process would die.
 */
public final class HookedFiles extends LocalFileSystem {

  private static final URI ROOT = URI.create("hooked:///");
  private static final Hook NONE = (operation, path) -> {};
  private static final AtomicReference<Hook> HOOK = new AtomicReference<>(NONE);

  /** Is told of each operation twice: {@code before rename}, {@code after rename}. */
  @FunctionalInterface
  public interface Hook {
    void at(String operation, Path path) throws IOException;
  }

  public static void hook(Hook hook) {
    HOOK.set(hook);
  }

  public static void unhook() {
    HOOK.set(NONE);
  }

  @Override
  public URI getUri() {
    return ROOT;
  }

  @Override
  public FSDataInputStream open(Path path) throws IOException {
    HOOK.get().at("before open", path);
    return super.open(path);
  }

  @Override
  public FSDataInputStream open(Path path, int bufferSize) throws IOException {
    return open(path);
  }

  @Override
  public FSDataOutputStream create(Path path, WriteMode mode) throws IOException {
    HOOK.get().at("before create", path);
    FSDataOutputStream stream = super.create(path, mode);
    HOOK.get().at("after create", path);
    return stream;
  }

  @Override
  public boolean rename(Path from, Path to) throws IOException {
    HOOK.get().at("before rename", from);
    boolean renamed = super.rename(from, to);
    HOOK.get().at("after rename", from);
    return renamed;
  }

  @Override
  public boolean delete(Path path, boolean recursive) throws IOException {
    HOOK.get().at("before delete", path);
    boolean deleted = super.delete(path, recursive);
    HOOK.get().at("after delete", path);
    return deleted;
  }

  /** Found by Flink's service loader. */
  public static final class Factory implements FileSystemFactory {

    @Override
    public String getScheme() {
      return ROOT.getScheme();
    }

    @Override
    public FileSystem create(URI uri) {
      return new HookedFiles();
    }
  }
}
