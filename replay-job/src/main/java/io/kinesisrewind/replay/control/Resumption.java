package io.kinesisrewind.replay.control;

import io.kinesisrewind.replay.ledger.Execution;
import io.kinesisrewind.replay.ledger.ReplayState;
import io.kinesisrewind.replay.ledger.ReplayStatus;
import io.kinesisrewind.replay.options.ReplayOptions;
import io.kinesisrewind.runtime.JobArguments;
import io.kinesisrewind.runtime.Problems;
import io.kinesisrewind.runtime.UsageException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.StateRecoveryOptions;
import org.apache.flink.core.execution.RestoreMode;
import org.apache.flink.core.fs.Path;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/** A replay that goes on where its last checkpoint left it, with the options that it began with. */
public final class Resumption {

  /** The place where the replay was found may be spelled in several ways; the id is how. */
  private static final Set<String> HOW_IT_WAS_FOUND = Set.of("archive", "replay-id");

  private final KnownReplay replay;
  private final Execution execution;
  private final ReplayOptions options;

  private Resumption(KnownReplay replay, Execution execution, ReplayOptions options) {
    this.replay = replay;
    this.execution = execution;
    this.options = options;
  }

  /**
   * @param given names archive and replay, and nothing that contradicts what the replay began with
   * @param run the execution that asks
   * @throws UsageException where there is no such replay, or it cannot go on, or not like this
   */
  public static Resumption of(ReplayOptions given, String run) throws IOException {
    KnownReplay replay = Replays.get(given.replays().orElseThrow(), given.replayId());
    Execution execution = requireResumable(replay, run);
    ReplayOptions options = new ReplayOptions();
    JobArguments.parse(options, merged(execution, given));
    requireSame(replay.status().options(), options.describe());
    requireNoQueue(replay, options);
    return new Resumption(replay, execution, options);
  }

  private static Execution requireResumable(KnownReplay replay, String run) {
    String id = replay.file().replayId();
    if (replay.state() == ReplayState.COMPLETED) {
      throw new UsageException(
          "--resume "
              + id
              + ": is completed, and every record accounted for; to deliver them again, start a"
              + " replay with another id");
    }
    if (replay.state() == ReplayState.RUNNING && !replay.isRun(run)) {
      throw new UsageException(
          "--resume "
              + id
              + ": runs, with a sign of life "
              + replay.silence().toSeconds()
              + " s ago; cancel it first (./rewind replays cancel "
              + id
              + "), or, if its process is gone, try again after "
              + SignOfLife.PATIENCE.toSeconds()
              + " s of silence");
    }
    return replay
        .status()
        .execution()
        .orElseThrow(
            () ->
                new UsageException(
                    "--resume "
                        + id
                        + ": its status does not say how it was started; start a new replay"));
  }

  /** Its messages went back, and others may be there by now. */
  private static void requireNoQueue(KnownReplay replay, ReplayOptions options) {
    if (options.takesFailuresFromQueue()) {
      throw new UsageException(
          "--resume "
              + replay.file().replayId()
              + ": it took its batches from a queue, whose messages are in the queue again; start a"
              + " new replay");
    }
  }

  /** What is given now goes before what was given then, so that it can be compared. */
  private static String[] merged(Execution execution, ReplayOptions given) {
    List<String> now = given.arguments();
    List<String> all = new ArrayList<>();
    for (String then : execution.arguments()) {
      if (now.stream().noneMatch(argument -> name(argument).equals(name(then)))) {
        all.add(then);
      }
    }
    all.addAll(now);
    all.add("--replay-id=" + given.replayId());
    return all.toArray(new String[0]);
  }

  private static String name(String argument) {
    return argument.substring(0, argument.indexOf('='));
  }

  private static void requireSame(Map<String, String> then, Map<String, String> now) {
    Problems problems = new Problems();
    Set<String> names = new TreeSet<>(then.keySet());
    names.addAll(now.keySet());
    names.removeAll(HOW_IT_WAS_FOUND);
    for (String name : names) {
      String before = then.getOrDefault(name, "nothing");
      String after = now.getOrDefault(name, "nothing");
      problems.require(
          before.equals(after),
          "--" + name,
          after,
          "the replay began with " + before + "; leave the option out, or start a new replay");
    }
    problems.throwIfAny();
  }

  /** All of them, as if they had been given now. */
  public ReplayOptions options() {
    return options;
  }

  /** As it was left. */
  public ReplayStatus status() {
    return replay.status();
  }

  public Execution execution() {
    return execution;
  }

  /**
   * Makes a job go on where the last one left off. A cluster that was itself told what to restore
   * (Managed Flink: the application's snapshot) keeps to that.
   *
   * @throws UsageException where there was a checkpoint, and is none any more
   */
  public void restore(StreamExecutionEnvironment env) throws IOException {
    env.setParallelism(execution.parallelism());
    if (env.getConfiguration().getOptional(StateRecoveryOptions.SAVEPOINT_PATH).isPresent()
        || JobArguments.isConfigured("replay")) {
      return;
    }
    Optional<Path> checkpoint = Checkpoints.last(execution);
    if (checkpoint.isPresent()) {
      Configuration restore = new Configuration();
      restore.set(StateRecoveryOptions.SAVEPOINT_PATH, checkpoint.get().toString());
      restore.set(StateRecoveryOptions.RESTORE_MODE, RestoreMode.CLAIM);
      env.configure(restore);
    } else if (execution.hasCheckpoint()) {
      throw new UsageException(
          "--resume "
              + replay.file().replayId()
              + ": its checkpoints are gone from "
              + String.join(", ", execution.checkpointFolders())
              + "; without them nobody knows what is delivered; start a new replay");
    }
  }
}
