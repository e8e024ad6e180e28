package io.kinesisrewind.sandbox.process;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Supplier;

/**
 * Child processes that share a working directory and an end: close, or the end of this JVM. The
 * children would end with the JVM anyway; a shutdown hook also deletes their temporary directory.
 */
public final class ProcessGroup implements AutoCloseable {
  private final WorkingDirectory directory;
  private final List<ChildProcess> children = new CopyOnWriteArrayList<>();
  private final Thread hook = new Thread(this::end, "sandbox-end");
  private boolean ended;

  private ProcessGroup(WorkingDirectory directory) {
    this.directory = directory;
  }

  /** In the directory wanted, else in a temporary one. */
  public static ProcessGroup in(Optional<Path> directory) {
    ProcessGroup group = new ProcessGroup(WorkingDirectory.open(directory));
    Runtime.getRuntime().addShutdownHook(group.hook);
    return group;
  }

  public WorkingDirectory directory() {
    return directory;
  }

  public ChildProcess start(ChildCommand command) {
    ChildProcess child = ChildProcess.start(command);
    children.add(child);
    return child;
  }

  /** What the supplier makes of this group, which is closed if it fails. */
  public <T> T closedOnFailure(Supplier<T> start) {
    try {
      return start.get();
    } catch (RuntimeException | Error failure) {
      try {
        close();
      } catch (RuntimeException e) {
        failure.addSuppressed(e);
      }
      throw failure;
    }
  }

  /** Ends the processes; deletes the directory if it is temporary. */
  @Override
  public void close() {
    end();
    try {
      Runtime.getRuntime().removeShutdownHook(hook);
    } catch (IllegalStateException e) {
      // The JVM ends already: the hook runs, or has run, and finds nothing left to do.
    }
  }

  private synchronized void end() {
    if (!ended) {
      ended = true;
      ChildProcess.closeAll(children);
      directory.close();
    }
  }
}
