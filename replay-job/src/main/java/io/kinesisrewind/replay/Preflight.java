package io.kinesisrewind.replay;

import io.kinesisrewind.replay.control.Replays;
import io.kinesisrewind.replay.delivery.TargetSpec;
import io.kinesisrewind.replay.delivery.file.OutputFolder;
import io.kinesisrewind.replay.delivery.kinesis.TargetStream;
import io.kinesisrewind.replay.delivery.lambda.TargetFunction;
import io.kinesisrewind.replay.ledger.StatusFile;
import io.kinesisrewind.replay.options.ReplayOptions;
import io.kinesisrewind.replay.plan.Selection;
import io.kinesisrewind.replay.source.stream.kinesis.KinesisStream;
import io.kinesisrewind.runtime.AwsAccess;
import io.kinesisrewind.runtime.AwsFailure;
import io.kinesisrewind.runtime.Problems;
import io.kinesisrewind.runtime.archive.ArchiveFolders;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.apache.flink.core.fs.Path;
import org.apache.flink.core.fs.UnsupportedFileSystemSchemeException;

/** Finds out, before anything runs, whether archive and target are there and may be used. */
public final class Preflight {

  private static final int NAMES_SHOWN = 10;

  private final ReplayOptions options;
  private final Problems problems = new Problems();

  /** Null before it is looked up. */
  private Optional<AwsAccess> aws;

  Preflight(ReplayOptions options) {
    this.options = options;
  }

  /**
   * @return what is selected, with the keys that are in files
   * @throws io.kinesisrewind.runtime.UsageException with everything that is not as it has to be
   */
  public static Selection check(ReplayOptions options) {
    return new Preflight(options).check(true, "");
  }

  /**
   * @param begins whether the replay is a new one, and needs an id of its own
   * @param run names this execution
   */
  Selection check(boolean begins, String run) {
    Selection selection = options.readSelection(problems);
    if (options.source().readsArchive()) {
      checkArchive();
    }
    if (options.source().readsStream()) {
      checkStream();
    }
    if (!options.dryRun()) {
      TargetSpec target = options.target().orElseThrow();
      if (target.kind() == TargetSpec.Kind.KINESIS) {
        checkTarget(target);
      }
      if (target.isFunction()) {
        checkFunction(target);
      }
      if (begins) {
        checkReplayId(run);
        checkFolders(target);
      }
    }
    problems.throwIfAny();
    return selection;
  }

  private void checkArchive() {
    try {
      List<String> streams = new ArchiveFolders(options.archive()).streams();
      if (streams.isEmpty()) {
        problems.add(
            "--archive",
            options.archive(),
            "there is no archive here; name the folder that an archive job writes to");
      } else if (!streams.contains(options.stream())) {
        problems.add(
            "--stream", options.stream(), "is not in the archive, which holds " + some(streams));
      }
    } catch (UnsupportedFileSystemSchemeException e) {
      problems.add(
          "--archive",
          options.archive(),
          "Flink has no file system for it here; s3:// needs its plugin, see the README");
    } catch (IOException e) {
      problems.add("--archive", options.archive(), cannotBeRead(options.archive(), e));
    }
  }

  private void checkStream() {
    aws()
        .flatMap(aws -> KinesisStream.problem(aws, options.stream()))
        .ifPresent(problem -> problems.add("--stream", options.stream(), problem));
  }

  private void checkTarget(TargetSpec target) {
    aws()
        .flatMap(aws -> TargetStream.problem(aws, target.streamName()))
        .ifPresent(problem -> problems.add("--target", target, problem));
  }

  private void checkFunction(TargetSpec target) {
    aws()
        .ifPresent(
            aws ->
                new TargetFunction(aws, target.function(), options.eventOrigin())
                    .check(options.stream(), problems));
  }

  /** Looked up once, and what is wrong with it told once; then it is empty. */
  private Optional<AwsAccess> aws() {
    if (aws == null) {
      int before = problems.messages().size();
      AwsAccess access = options.aws().resolve(problems);
      aws = Optional.of(access).filter(known -> problems.messages().size() == before);
    }
    return aws;
  }

  private void checkFolders(TargetSpec target) {
    Optional<OutputFolder> letters = options.deadLetterFolder().map(this::output);
    letters
        .flatMap(OutputFolder::problemForDeadLetters)
        .ifPresent(problem -> addForDeadLetters(problem));
    Optional<OutputFolder> files =
        target.isFile() ? Optional.of(output(target.folder())) : Optional.empty();
    files
        .flatMap(OutputFolder::problemAsTarget)
        .ifPresent(problem -> problems.add("--target", target, problem));
    if (problems.isEmpty()) { // writing to it makes a folder that is not there
      letters
          .flatMap(OutputFolder::problemWriting)
          .ifPresent(problem -> addForDeadLetters(problem));
      files
          .flatMap(OutputFolder::problemWriting)
          .ifPresent(problem -> problems.add("--target", target, problem));
    }
  }

  private void addForDeadLetters(String problem) {
    problems.add("--dead-letter", options.deadLetterFolder().orElseThrow(), problem);
  }

  private OutputFolder output(Path folder) {
    return new OutputFolder(folder, options.replayId());
  }

  private void checkReplayId(String run) {
    Path replays = options.replays().orElseThrow();
    StatusFile file = StatusFile.in(replays, options.replayId());
    try {
      Replays.whyTaken(file, run)
          .ifPresent(problem -> problems.add("--replay-id", options.replayId(), problem));
    } catch (IOException e) {
      problems.add("--replays", replays, cannotBeRead(replays, e));
    }
  }

  static String cannotBeRead(Path folder, IOException e) {
    String bucket = folder.toUri().getAuthority();
    if (bucket != null) {
      return AwsFailure.explainS3(e, bucket, "s3:ListBucket");
    }
    return "cannot be read: "
        + String.valueOf(e.getMessage()).lines().findFirst().orElse("")
        + "; check the name and the permissions";
  }

  private static String some(List<String> names) {
    return names.stream().limit(NAMES_SHOWN).collect(Collectors.joining(", "))
        + (names.size() > NAMES_SHOWN ? " and " + (names.size() - NAMES_SHOWN) + " more" : "");
  }
}
