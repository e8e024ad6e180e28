package io.kinesisrewind.sandbox.flink;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * A job to run: the jar with everything it needs and that the cluster does not provide, and how to
 * start it. Immutable; each {@code with} method returns a changed copy.
 */
public record JobSubmission(
    Path jar,
    Optional<String> entryClass,
    List<String> arguments,
    OptionalInt parallelism,
    Optional<String> savepoint) {
  public JobSubmission {
    arguments = List.copyOf(arguments);
  }

  /** The main class of the jar's manifest, no arguments, the cluster's default parallelism. */
  public static JobSubmission of(Path jar) {
    return new JobSubmission(
        jar, Optional.empty(), List.of(), OptionalInt.empty(), Optional.empty());
  }

  public JobSubmission withEntryClass(String entryClass) {
    return new JobSubmission(jar, Optional.of(entryClass), arguments, parallelism, savepoint);
  }

  public JobSubmission withArguments(List<String> arguments) {
    return new JobSubmission(jar, entryClass, arguments, parallelism, savepoint);
  }

  public JobSubmission withParallelism(int parallelism) {
    return new JobSubmission(jar, entryClass, arguments, OptionalInt.of(parallelism), savepoint);
  }

  /** Restores this savepoint or retained checkpoint. */
  public JobSubmission withSavepoint(String path) {
    return new JobSubmission(jar, entryClass, arguments, parallelism, Optional.of(path));
  }
}
