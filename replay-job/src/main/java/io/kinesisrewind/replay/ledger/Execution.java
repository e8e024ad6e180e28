package io.kinesisrewind.replay.ledger;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.ArrayList;
import java.util.List;

/** How a replay is executed: what it takes to go on with it. Immutable; a part of the status. */
@JsonInclude(JsonInclude.Include.NON_NULL)
public final class Execution {

  @JsonProperty("arguments")
  private final List<String> arguments;

  @JsonProperty("parallelism")
  private final int parallelism;

  @JsonProperty("checkpoints")
  private final String checkpoints;

  @JsonProperty("checkpoint_folders")
  private final List<String> checkpointFolders;

  @JsonProperty("last_checkpoint")
  private final Long lastCheckpoint;

  private Execution(
      @JsonProperty("arguments") List<String> arguments,
      @JsonProperty("parallelism") int parallelism,
      @JsonProperty("checkpoints") String checkpoints,
      @JsonProperty("checkpoint_folders") List<String> checkpointFolders,
      @JsonProperty("last_checkpoint") Long lastCheckpoint) {
    this.arguments = List.copyOf(arguments);
    this.parallelism = parallelism;
    this.checkpoints = checkpoints;
    this.checkpointFolders = List.copyOf(checkpointFolders);
    this.lastCheckpoint = lastCheckpoint;
  }

  /**
   * @param arguments that parse into the replay's options, each {@code --name=value}
   * @param checkpoints folder in which each Flink job has a folder
   */
  public static Execution of(List<String> arguments, int parallelism, String checkpoints) {
    return new Execution(arguments, parallelism, checkpoints, List.of(), null);
  }

  /** The same; from now on checkpoints go elsewhere. */
  public Execution withCheckpoints(String folder) {
    return new Execution(arguments, parallelism, folder, checkpointFolders, lastCheckpoint);
  }

  /** The same, worked on by this Flink job. */
  Execution by(String job) {
    String folder = checkpoints + "/" + job;
    if (checkpointFolders.contains(folder)) {
      return this;
    }
    List<String> all = new ArrayList<>(checkpointFolders);
    all.add(folder);
    return new Execution(arguments, parallelism, checkpoints, all, lastCheckpoint);
  }

  Execution checkpointed(long checkpoint) {
    return new Execution(arguments, parallelism, checkpoints, checkpointFolders, checkpoint);
  }

  public List<String> arguments() {
    return arguments;
  }

  /** Of the job; records under way are in its state by subtask, so it stays what it is. */
  public int parallelism() {
    return parallelism;
  }

  /** One for each Flink job that has worked on it, oldest first; one more with each resumption. */
  public List<String> checkpointFolders() {
    return checkpointFolders;
  }

  /** Whether it ever completed a checkpoint. */
  public boolean hasCheckpoint() {
    return lastCheckpoint != null;
  }
}
