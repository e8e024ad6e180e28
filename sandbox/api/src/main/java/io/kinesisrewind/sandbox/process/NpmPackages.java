package io.kinesisrewind.sandbox.process;

import io.kinesisrewind.sandbox.SandboxException;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.List;

/**
 * The npm packages of the sandbox, installed when first needed. The lock file pins every version
 * and checksum; a copy of it beside the packages says what is installed.
 */
public final class NpmPackages {
  private static final Object ONE_THREAD = new Object();
  private static final String LOCK_FILE = "package-lock.json";
  private static final List<String> INSTALL =
      List.of("ci", "--no-audit", "--no-fund", "--ignore-scripts", "--loglevel=error");

  private final Path source;
  private final Path target;
  private final NodeJs nodeJs;

  public NpmPackages(SandboxHome home, NodeJs nodeJs) {
    this(home.kinesis(), home.kinesis().resolve("target"), nodeJs);
  }

  NpmPackages(Path source, Path target, NodeJs nodeJs) {
    this.source = source;
    this.target = target;
    this.nodeJs = nodeJs;
  }

  /** The folder node_modules, complete. Any number of threads and processes may ask at once. */
  public Path installed() {
    try {
      if (!isInstalled()) {
        // A file lock excludes other processes only.
        synchronized (ONE_THREAD) {
          installAlone();
        }
      }
    } catch (IOException e) {
      throw new SandboxException("The sandbox cannot install its npm packages in " + target, e);
    }
    return target.resolve("node_modules");
  }

  private boolean isInstalled() throws IOException {
    Path done = installedLock();
    return Files.exists(done) && Files.mismatch(done, source.resolve(LOCK_FILE)) < 0;
  }

  private Path installedLock() {
    return target.resolve("node_modules").resolve(".installed-" + LOCK_FILE);
  }

  private void installAlone() throws IOException {
    Files.createDirectories(target);
    try (FileChannel channel =
            FileChannel.open(
                target.resolve("install.lock"),
                StandardOpenOption.CREATE,
                StandardOpenOption.WRITE);
        FileLock lock = channel.lock()) {
      // Whoever had the lock before may have installed them.
      if (lock.isValid() && !isInstalled()) {
        install();
      }
    }
  }

  private void install() throws IOException {
    nodeJs.requireSupportedVersion();
    for (String file : List.of("package.json", LOCK_FILE)) {
      Files.copy(source.resolve(file), target.resolve(file), StandardCopyOption.REPLACE_EXISTING);
    }
    nodeJs.npm(INSTALL, target);
    Files.copy(source.resolve(LOCK_FILE), installedLock(), StandardCopyOption.REPLACE_EXISTING);
  }
}
