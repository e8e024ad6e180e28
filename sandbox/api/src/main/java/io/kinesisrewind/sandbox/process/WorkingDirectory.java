package io.kinesisrewind.sandbox.process;

import io.kinesisrewind.sandbox.SandboxException;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Optional;

/**
 * Where processes keep data and logs: a directory of the user, locked against a second use at the
 * same time, or a temporary one that is deleted at the end.
 */
public final class WorkingDirectory implements AutoCloseable {
  private final Path root;
  private final boolean temporary;
  private final FileChannel lock;

  private WorkingDirectory(Path root, boolean temporary, FileChannel lock) {
    this.root = root;
    this.temporary = temporary;
    this.lock = lock;
  }

  /** The directory wanted, made if need be; else a temporary one. */
  public static WorkingDirectory open(Optional<Path> wanted) {
    try {
      Path root =
          wanted.isPresent()
              ? Files.createDirectories(wanted.get().toAbsolutePath())
              : Files.createTempDirectory("rewind-sandbox-");
      return new WorkingDirectory(root, wanted.isEmpty(), lock(root));
    } catch (IOException e) {
      throw new SandboxException("The sandbox cannot set up its directory: " + e, e);
    }
  }

  public Path root() {
    return root;
  }

  /** A directory inside, made if need be. */
  public Path folder(String name) {
    try {
      return Files.createDirectories(root.resolve(name));
    } catch (IOException e) {
      throw new SandboxException("The sandbox cannot make a directory: " + e, e);
    }
  }

  @Override
  public void close() {
    try {
      lock.close();
      if (temporary) {
        deleteAll(root);
      }
    } catch (IOException e) {
      throw new SandboxException("The sandbox cannot clean up its directory: " + e, e);
    }
  }

  private static FileChannel lock(Path root) throws IOException {
    FileChannel channel =
        FileChannel.open(
            root.resolve(".lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    if (!isLocked(channel)) {
      channel.close();
      throw new SandboxException(
          "Another sandbox runs in " + root + "; stop it, or choose another directory");
    }
    return channel;
  }

  /** Until the channel is closed, by this process only. */
  private static boolean isLocked(FileChannel channel) throws IOException {
    try {
      return channel.tryLock() != null;
    } catch (OverlappingFileLockException e) {
      return false;
    }
  }

  private static void deleteAll(Path directory) throws IOException {
    Files.walkFileTree(
        directory,
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult visitFile(Path file, BasicFileAttributes attributes)
              throws IOException {
            Files.delete(file);
            return FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult postVisitDirectory(Path visited, IOException failure)
              throws IOException {
            if (failure != null) {
              throw failure;
            }
            Files.delete(visited);
            return FileVisitResult.CONTINUE;
          }
        });
  }
}
