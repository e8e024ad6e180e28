package io.kinesisrewind.sandbox.process;

import io.kinesisrewind.sandbox.SandboxException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A process that ends with this one. Its standard input is a pipe held here, at whose end it exits
 * ({@link GuardedMain}, preload.js); its output goes to a file, in which it announces its ports.
 */
public final class ChildProcess implements AutoCloseable {
  private static final Duration POLL = Duration.ofMillis(20);
  private static final Duration GRACE = Duration.ofSeconds(10);

  private final ChildCommand command;
  private final Process process;

  private ChildProcess(ChildCommand command, Process process) {
    this.command = command;
    this.process = process;
  }

  /** Starts the process and returns at once. */
  public static ChildProcess start(ChildCommand command) {
    ProcessBuilder builder = new ProcessBuilder(command.words());
    builder.directory(command.directory().toFile());
    // A child must reach neither the user's AWS account nor another sandbox.
    builder.environment().keySet().removeIf(variable -> variable.startsWith("AWS_"));
    builder.environment().putAll(command.environment());
    builder.redirectErrorStream(true).redirectOutput(command.log().toFile());
    try {
      return new ChildProcess(command, builder.start());
    } catch (IOException e) {
      throw new SandboxException("The sandbox cannot start " + command.name(), e);
    }
  }

  /**
   * Waits for a line of the log that contains the pattern, and returns its first group.
   *
   * @throws SandboxException with the last lines of the log if the process ends before, or the time
   *     is up
   */
  public String awaitAnnouncement(Pattern announcement, Duration patience) {
    long start = System.nanoTime();
    while (true) {
      boolean alive = process.isAlive();
      Matcher matcher = announcement.matcher(completeLines());
      if (matcher.find()) {
        return matcher.group(1);
      }
      if (!alive) {
        throw failure("ended with exit code " + process.exitValue() + " before it was ready");
      }
      if (System.nanoTime() - start > patience.toNanos()) {
        throw failure("was not ready within " + patience.toSeconds() + " s");
      }
      pause();
    }
  }

  public boolean isAlive() {
    return process.isAlive();
  }

  /**
   * Does nothing while the process runs.
   *
   * @throws SandboxException with the last lines of its log if it has ended
   */
  public void requireAlive() {
    if (!process.isAlive()) {
      throw failure("ended with exit code " + process.exitValue());
    }
  }

  public ProcessHandle handle() {
    return process.toHandle();
  }

  public Path log() {
    return command.log();
  }

  /** Ends the process at once, as a crash would (SIGKILL). */
  public void kill() {
    process.destroyForcibly();
    process.onExit().join();
  }

  /** Asks the process to end, and makes it end if it does not. */
  @Override
  public void close() {
    closeAll(List.of(this));
  }

  /** Asks all to end before it waits for the first. */
  public static void closeAll(Collection<ChildProcess> children) {
    children.forEach(ChildProcess::endInput);
    children.forEach(ChildProcess::awaitEnd);
  }

  private void endInput() {
    try {
      process.getOutputStream().close();
    } catch (IOException e) {
      // It has ended already, or will have to be told otherwise.
      process.destroy();
    }
  }

  private void awaitEnd() {
    try {
      if (!process.waitFor(GRACE.toMillis(), TimeUnit.MILLISECONDS)) {
        kill();
      }
    } catch (InterruptedException e) {
      kill();
      Thread.currentThread().interrupt();
    }
  }

  private String completeLines() {
    String text = logText();
    return text.substring(0, text.lastIndexOf('\n') + 1);
  }

  private String logText() {
    try {
      return new String(Files.readAllBytes(command.log()), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new SandboxException("The log of " + command.name() + " cannot be read", e);
    }
  }

  private SandboxException failure(String what) {
    return new SandboxException(
        command.name() + " " + what + ". The last lines of its log:\n" + LastLines.of(logText()));
  }

  private void pause() {
    try {
      TimeUnit.MILLISECONDS.sleep(POLL.toMillis());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new SandboxException("Interrupted while waiting for " + command.name(), e);
    }
  }
}
