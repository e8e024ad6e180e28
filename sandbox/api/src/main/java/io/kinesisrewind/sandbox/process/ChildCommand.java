package io.kinesisrewind.sandbox.process;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * A child process to be: its name in messages, its command line, what its environment has besides
 * the parent's, its working directory, and the file that takes its output.
 */
public record ChildCommand(
    String name, List<String> words, Map<String, String> environment, Path directory, Path log) {
  public ChildCommand {
    words = List.copyOf(words);
    environment = Map.copyOf(environment);
  }
}
